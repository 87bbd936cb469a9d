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

  /* 1. Rows that fit the words and the choices. A list that is divided is searched on the page that has all rows. */
  var form = doc.querySelector(".snabb"), field = form && form.querySelector("input");
  var box = doc.querySelector(".valj[data-combine]"), whole = box && box.getAttribute("data-combine");
  var links = box ? all(".filter > div:not(.ordning) a", box) : [], clear = doc.querySelector(".rensa");
  var chosen = {}, asked = new URLSearchParams(location.search), rows = [];
  /* A choice is its group and its name, which are the end of its address. */
  function choiceOf(a) {
    var path = a.pathname.replace(/index\.html$/, "").split("/").filter(Boolean);
    return { link: a, group: path[path.length - 2], name: path[path.length - 1], tally: a.nextElementSibling };
  }
  var choices = links.map(choiceOf);
  function show() {
    var words = field.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0, left = choices.map(function () { return 0; });
    rows.forEach(function (r) {
      var fits = words.every(function (w) { return r.title.indexOf(w) >= 0; });
      var missed = Object.keys(chosen).filter(function (g) { return !r.has[chosen[g]]; });
      r.row.hidden = !fits || missed.length > 0;
      if (!r.row.hidden) shown++;
      /* A choice leaves the rows that all other groups leave. */
      if (fits && missed.length < 2) r.list.forEach(function (n) { if (!missed.length || choices[n].group === missed[0]) left[n]++; });
    });
    choices.forEach(function (c, n) {
      var on = chosen[c.group] === n;
      if (c.tally) c.tally.textContent = left[n];
      c.link.parentNode.hidden = !left[n] && !on;
      if (on) c.link.setAttribute("aria-current", "true"); else c.link.removeAttribute("aria-current");
    });
    var pattern = form.getAttribute(shown > 1 ? "data-other" : shown ? "data-single" : "data-none");
    found = shown === rows.length ? said : pattern.replace("{0}", shown).replace("{1}", rows.length);
    if (clear) clear.hidden = !Object.keys(chosen).length && !words.length;
    tellCount(700);
  }
  function note() {
    var query = new URLSearchParams();
    Object.keys(chosen).forEach(function (g) { query.set(g, choices[chosen[g]].name); });
    if (field.value) query.set("titel", field.value);
    try { history.replaceState(null, "", String(query) ? "?" + query : location.pathname); } catch (e) { /* opened from a folder */ }
  }
  if (form) form.hidden = false;
  if (form && !form.hasAttribute("data-divided")) {
    rows = all(".reg tbody tr").map(function (row) {
      var list = (row.getAttribute("data-val") || "").split(" ").filter(Boolean).map(Number), has = {};
      list.forEach(function (n) { has[n] = true; });
      return { row: row, title: row.querySelector("th").textContent.toLowerCase(), list: list, has: has };
    });
    if (whole) choices = []; /* of this list alone */
    field.addEventListener("input", function () { show(); note(); });
    form.addEventListener("submit", function (e) { e.preventDefault(); });
  }
  if (box && !whole) {
    choices.forEach(function (c, n) {
      if (asked.get(c.group) === c.name) chosen[c.group] = n;
      c.link.addEventListener("click", function (e) {
        if (e.ctrlKey || e.metaKey || e.shiftKey) return;
        e.preventDefault();
        if (chosen[c.group] === n) delete chosen[c.group]; else chosen[c.group] = n;
        show();
        note();
      });
    });
    field.value = asked.get("titel") || "";
    if (clear) clear.addEventListener("click", function (e) {
      e.preventDefault();
      chosen = {};
      field.value = "";
      show();
      note();
    });
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
    var body = table.tBodies[0], heads = all("thead th", table), caption = table.caption;
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
        caption.textContent = doc.querySelector("h1").textContent + ". " + sorted;
        tellCount(100);
      });
    });
    /* Where rows are cards, they are not laid out as a table, and some browsers then take the table for none. */
    if (window.matchMedia("(max-width: 51.99rem)").matches) {
      table.setAttribute("role", "table");
      all("thead, tbody", table).forEach(function (part) { part.setAttribute("role", "rowgroup"); });
      all("tr", table).forEach(function (row) { row.setAttribute("role", "row"); });
      all("td", table).forEach(function (cell) { cell.setAttribute("role", "cell"); });
      all("th", table).forEach(function (cell) { cell.setAttribute("role", cell.scope === "row" ? "rowheader" : "columnheader"); });
    }
    heads[0].parentNode.setAttribute("data-sort", table.getAttribute("data-sort"));
    table.classList.add("reg--sort");
  });
})();
