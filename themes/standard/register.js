/* The register: narrow it by words of titles, combine its filters, sort it by its columns. It is whole without them.
   A classic script, so that it works from file://. */
(function () {
  "use strict";
  var doc = document, all = function (sel, from) { return Array.prototype.slice.call((from || doc).querySelectorAll(sel)); };
  var count = doc.querySelector(".antal"), letters = doc.querySelector(".bokstaver:not(.sidor)");
  var said = count && count.textContent, found = said, sorted = "";
  function tellCount(wait) {
    var words = (found || "") + (sorted && " " + sorted);
    if (count) count.textContent = words;
    window.styrdokSay(words.trim(), wait);
    /* The index of letters leads to rows, so it goes when they stand otherwise or are not all there. */
    if (letters) letters.hidden = sorted !== "" || found !== said;
  }

  /* 1. Rows that fit the words and the choices. The first page of a list that is divided fetches the rows of all its pages. */
  var form = doc.querySelector(".snabb"), field = form && form.querySelector("input");
  var box = doc.querySelector(".valj[data-combine]"), whole = box && box.getAttribute("data-combine");
  var links = box ? all(".filter > div:not(.ordning) a", box) : [], clear = doc.querySelector(".rensa");
  var heading = doc.querySelector("h1"), title = heading.textContent, tab = doc.title, titles;
  var lead = doc.querySelector(".ingress"), intro = lead && lead.textContent;
  var chosen = {}, order = "", rows = [];
  var script = box && box.getAttribute("data-rows"), body = doc.querySelector(".reg tbody"), own, orders, drawn = 100, fits = [], more;
  /* A choice is its group and its name, which are the end of its address. */
  function choiceOf(a) {
    var path = a.pathname.replace(/index\.html$/, "").split("/").filter(Boolean);
    return { link: a, group: path[path.length - 2], name: path[path.length - 1], tally: a.nextElementSibling, item: a.parentNode };
  }
  var choices = links.map(choiceOf), ways = script ? all(".ordning a", box).map(choiceOf) : [];
  function mark(link, on) { if (on) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current"); }
  function show() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean), left = choices.map(function () { return 0; });
    var some = Object.keys(chosen).length > 0 || words.length > 0;
    if (script && !own) { if (some) fetchRows(); return; }
    fits = rows.filter(function (r) {
      var named = words.every(function (w) { return r.title.indexOf(w) >= 0; });
      var missed = Object.keys(chosen).filter(function (g) { return !r.has[chosen[g]]; });
      var shown = named && !missed.length;
      if (r.row && !script) r.row.hidden = !shown;
      /* A choice leaves the rows that all other groups leave. */
      if (named && missed.length < 2) r.list.forEach(function (n) { if (!missed.length || choices[n].group === missed[0]) left[n]++; });
      return shown;
    });
    choices.forEach(function (c, n) {
      var on = chosen[c.group] === n;
      if (c.tally) c.tally.firstChild.data = left[n];
      c.item.hidden = !left[n] && !on;
      mark(c.link, on);
    });
    if (choices.length) all(".filter > div:not(.ordning)", box).forEach(function (group) {
      var open = all("li:not([hidden])", group).length, words = group.querySelector("summary");
      group.hidden = !open;
      if (words) words.firstChild.data = words.firstChild.data.replace(/\d+/, open);
    });
    nameChoice();
    found = some ? sayFound() : said;
    if (clear) clear.hidden = !some;
    if (script) { drawn = 100; draw(some); } else tellCount(700);
  }
  /* A choice makes the page what its own page is, and further ones are told after it. */
  function nameChoice() {
    var on = Object.keys(chosen).map(function (g) { return chosen[g]; }).sort(function (a, b) { return a - b; }), about = "";
    var name = function (n, i) { return i ? choices[n].link.textContent : titles ? titles[n] : choices[n].item.getAttribute("data-title"); };
    if (!clear) return;
    on.forEach(function (n) { about = about || choices[n].item.getAttribute("data-lead") || ""; });
    var names = on.map(name), first = names.shift() || title;
    heading.textContent = first + (names.length ? ": " + names.join(", ") : "");
    doc.title = tab.replace(title, heading.textContent);
    if (lead) { lead.textContent = on.length ? about : intro; lead.hidden = on.length > 0 && !about; }
    nameTable();
  }
  function nameTable() {
    all("table.reg caption").forEach(function (caption) { caption.textContent = heading.textContent + (sorted && ". " + sorted); });
  }
  function sayFound() {
    var pattern = (!fits.length && box || form).getAttribute(fits.length > 1 ? "data-other" : fits.length ? "data-single" : "data-none");
    return pattern.replace("{0}", fits.length).replace("{1}", rows.length);
  }
  function note(went) {
    var query = new URLSearchParams();
    Object.keys(chosen).forEach(function (g) { query.set(g, choices[chosen[g]].name); });
    if (field.value) query.set("titel", field.value);
    if (order) query.set("ordning", order);
    try { history[went ? "pushState" : "replaceState"](null, "", String(query) ? "?" + query : location.pathname); } catch (e) { /* opened from a folder */ }
  }

  /* Rows of other pages come as a script, so that it works from file://, and are written as the template "table" has them. */
  function fetchRows() {
    if (window.styrdokRows) return;
    window.styrdokRows = function (data) {
      var text = function (n) { return data.texts[n || 0]; };
      own = all("tr", body);
      orders = data.orders;
      titles = data.titles;
      rows = data.rows.map(function (r) {
        var has = {};
        r[2].forEach(function (n) { has[n] = true; });
        return { of: r, text: text, title: text(r[1]).toLowerCase(), list: r[2], has: has };
      });
      show();
    };
    var tag = doc.createElement("script");
    tag.src = script;
    doc.head.appendChild(tag);
  }
  function add(to, name, className, words) {
    var e = to.appendChild(doc.createElement(name));
    if (className) e.className = className;
    if (words) e.textContent = words;
    return e;
  }
  function addLink(to, href, words, lang) {
    var a = add(to, "a", "", words);
    a.setAttribute("href", href);
    if (lang) { a.lang = lang; a.hreflang = lang; }
  }
  function addBadge(to, sign, words, later, label, text) {
    var badge = sign || later.length ? add(to, "span", "marke") : to, outer = badge;
    if (badge !== to) outer = add(badge, "span");
    if (label) { add(outer, "span", "etikett", label + " "); if (badge !== to) outer = add(outer, "span"); }
    if (sign) window.styrdokBadge(badge, sign, words); else window.styrdokTell(outer, words);
    later.forEach(function (l) { if (text(l[0]) <= window.styrdokDay) window.styrdokBadge(badge, text(l[1]), text(l[2]), text(l[3])); });
  }
  function rowOf(r) {
    if (r.row) return r.row;
    var d = r.of, text = r.text, row = r.row = doc.createElement("tr"), head = add(row, "th"), cell;
    head.scope = "row";
    addLink(head, text(d[0]), text(d[1]), text(d[13]));
    (d[16] || []).forEach(function (l) {
      head.appendChild(doc.createTextNode(" "));
      addLink(add(head, "span", "under"), text(l[0]), text(l[1]), text(l[2]));
    });
    addBadge(add(row, "td", "r-status"), text(d[3]), text(d[4]), d[14] || [], "", text);
    cell = add(row, "td", "r-typ", text(d[5]));
    if (d[12]) { cell.appendChild(doc.createTextNode(" ")); add(cell, "span", "under", text(d[12])); }
    add(row, "td", "r-organ", text(d[6]));
    cell = add(row, "td", "r-beslut");
    if (d[7]) {
      if (d[8]) cell = add(cell, "span", "ihop");
      add(cell, "time", "", text(d[7])).dateTime = text(d[7]);
    }
    cell.appendChild(doc.createTextNode(text(d[8])));
    addBadge(add(row, "td", "r-oversyn"), text(d[11]), text(d[10]), d[15] || [], text(d[9]), text);
    return row;
  }
  function draw(some) {
    var list = order ? orders[order].map(function (n) { return rows[n]; }).filter(function (r) { return fits.indexOf(r) >= 0; }) : fits;
    var now = some ? list.slice(0, drawn).map(rowOf) : own;
    if (!some) order = "";
    body.textContent = "";
    now.forEach(function (row) { body.appendChild(row); });
    all(".sidor, .nasta").forEach(function (part) { part.hidden = some; });
    ways.forEach(function (way) { mark(way.link, order === way.name); });
    if (!more) {
      more = add(doc.createElement("p"), "button", "", box.getAttribute("data-more"));
      more.type = "button";
      more.parentNode.className = "efter fler";
      body.parentNode.parentNode.insertBefore(more.parentNode, body.parentNode.nextSibling);
      more.addEventListener("click", function () {
        var next = drawn;
        drawn += 100;
        draw(true);
        body.rows[next].querySelector("a").focus();
      });
    }
    more.parentNode.hidden = !some || drawn >= list.length;
    if (!more.parentNode.hidden) found = box.getAttribute("data-part").replace("{0}", list.length).replace("{1}", rows.length).replace("{2}", drawn);
    else if (some) found = sayFound();
    tellCount(700);
    giveRoles(body.parentNode);
  }
  /* Where rows are cards, they are not laid out as a table, and some browsers then take the table for none. */
  function giveRoles(table) {
    if (!window.matchMedia("(max-width: 51.99rem)").matches) return;
    table.setAttribute("role", "table");
    all("thead, tbody", table).forEach(function (part) { part.setAttribute("role", "rowgroup"); });
    all("tr", table).forEach(function (row) { row.setAttribute("role", "row"); });
    all("td", table).forEach(function (cell) { cell.setAttribute("role", "cell"); });
    all("th", table).forEach(function (cell) { cell.setAttribute("role", cell.scope === "row" ? "rowheader" : "columnheader"); });
  }
  all("table.reg").forEach(giveRoles);

  if (form) form.hidden = false;
  if (form && !form.hasAttribute("data-divided")) {
    if (!script) rows = all("tr", body).map(function (row) {
      var list = (row.getAttribute("data-val") || "").split(" ").filter(Boolean).map(Number), has = {};
      list.forEach(function (n) { has[n] = true; });
      return { row: row, title: row.querySelector("th").textContent.toLowerCase(), list: list, has: has };
    });
    if (whole) choices = []; /* of this list alone */
    field.addEventListener("input", function () { show(); note(); });
    form.addEventListener("submit", function (e) { e.preventDefault(); });
  }
  function onChoice(link, act) {
    link.addEventListener("click", function (e) {
      if (e.ctrlKey || e.metaKey || e.shiftKey || act() === false) return;
      e.preventDefault();
      show();
      note(true);
    });
  }
  function read() {
    var asked = new URLSearchParams(location.search);
    chosen = {};
    order = "";
    choices.forEach(function (c, n) { if (asked.get(c.group) === c.name) chosen[c.group] = n; });
    ways.forEach(function (way) { if (asked.get("ordning") === way.name) order = way.name; });
    field.value = asked.get("titel") || "";
  }
  if (box && !whole) {
    choices.forEach(function (c, n) {
      onChoice(c.link, function () { if (chosen[c.group] === n) delete chosen[c.group]; else chosen[c.group] = n; });
    });
    /* All documents in another order have pages of their own. */
    ways.forEach(function (way) {
      onChoice(way.link, function () {
        if (!Object.keys(chosen).length && !field.value) return false;
        order = order === way.name ? "" : way.name;
      });
    });
    if (clear) onChoice(clear, function () { chosen = {}; order = ""; field.value = ""; });
    window.addEventListener("popstate", function () { read(); show(); });
    read();
    if (Object.keys(chosen).length || field.value) show();
  }

  /* 2. From the page of a choice those of other groups are added to it. */
  var now = whole && box.querySelector(".filter > div:not(.ordning) a[aria-current]"), first = now && choiceOf(now);
  if (now) {
    var kept = whole + "?" + first.group + "=" + first.name;
    links.map(choiceOf).forEach(function (c) {
      if (c.link.hash) c.link.href = kept + c.link.hash;
      else if (c.group !== first.group) c.link.href = kept + "&" + c.group + "=" + c.name;
    });
    all("[data-with]", box).forEach(function (label) { label.textContent = label.getAttribute("data-with"); });
  }

  /* 3. Sort the register by its columns, in Swedish order. What has no day, and what no longer
     holds, stands last in a column of days whichever way it is turned. */
  var swedish;
  var ranks = ["in-force", "coming", "draft", "superseded", "repealed", "expired"];
  all("table[data-sort]").forEach(function (table) {
    var body = table.tBodies[0], heads = all("thead th", table);
    if (!window.Intl || !body || body.rows.length < 2) return;
    var title = function (row) { return row.querySelector("th a, th span").textContent; };
    var days = function (row, i) {
      var t = row.cells[i].querySelector("time");
      return i === heads.length - 1 && row.querySelector(".marke--ute") ? "" : t ? t.getAttribute("datetime") : "";
    };
    var key = function (row, i) {
      var use = row.cells[i].querySelector("use");
      if (i === 0) return title(row);
      if (use) return String(ranks.indexOf(use.getAttribute("href").slice(4)));
      return row.cells[i].textContent;
    };
    var dated = heads.map(function (_, i) { return all("td:nth-child(" + (i + 1) + ") time", body).length > 0; });
    var by = function (i, down) {
      swedish = swedish || new Intl.Collator("sv", { numeric: true });
      var list = all("tr", body).map(function (row) { return { row: row, title: title(row), key: dated[i] ? days(row, i) : key(row, i) }; });
      list.sort(function (a, b) {
        if (!a.key !== !b.key) return a.key ? -1 : 1;
        var order = dated[i] ? (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) : swedish.compare(a.key, b.key);
        return (down ? -order : order) || swedish.compare(a.title, b.title);
      });
      list.forEach(function (entry) { body.appendChild(entry.row); });
    };
    heads.forEach(function (th, i) {
      var button = doc.createElement("button"), name = th.textContent;
      button.type = "button";
      button.textContent = name;
      button.title = table.getAttribute("data-sort") + " " + name.toLowerCase();
      th.textContent = "";
      th.appendChild(button);
      button.addEventListener("click", function () {
        var now = th.getAttribute("aria-sort"), down = now ? now === "ascending" : dated[i] && i === heads.length - 2;
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        by(i, down);
        sorted = table.getAttribute(down ? "data-down" : "data-up").replace("{0}", name.toLowerCase());
        nameTable();
        tellCount(100);
      });
    });
    heads[0].parentNode.setAttribute("data-sort", table.getAttribute("data-sort"));
    table.classList.add("reg--sort");
  });
})();
