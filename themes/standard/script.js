/* Small aids. Every page is whole without them. A classic script, so that it works from file://. */
(function () {
  "use strict";
  var doc = document, all = function (sel, from) { return Array.prototype.slice.call((from || doc).querySelectorAll(sel)); };

  /* 1. Flags stay true when the site has not been rebuilt: the page carries the badges and
     sentences of coming days with the first day of each. */
  /* The day in Sweden. Intl knows it too, but reading its table of time zones is most of what an old
     phone has to do for a page. Summer time lasts from 01.00 UTC on the last Sunday in March until
     the same hour on the last Sunday in October. */
  function today(now) {
    var year = new Date(now).getUTCFullYear(), turn = function (month) {
      var last = new Date(Date.UTC(year, month, 31, 1));
      return last - last.getUTCDay() * 864e5;
    };
    return new Date(now + (now >= turn(2) && now < turn(9) ? 2 : 1) * 36e5).toISOString().slice(0, 10);
  }
  var built = doc.body.getAttribute("data-today") || "", day = today(Date.now());
  window.styrdokDay = day > built ? day : built; /* for search.js */
  var out = { superseded: 1, repealed: 1, expired: 1, draft: 1 };
  /* A day among the words is marked as it is in the page. */
  function tell(element, words) {
    var at = words.search(/\d{4}-\d\d-\d\d/), time = doc.createElement("time");
    if (at < 0) { element.textContent = words; return; }
    time.dateTime = time.textContent = words.slice(at, at + 10);
    element.textContent = words.slice(0, at);
    element.appendChild(time);
    element.appendChild(doc.createTextNode(words.slice(at + 10)));
  }
  function setMark(badge, name) {
    var icon = badge.querySelector("svg"), label = badge.querySelector(".etikett");
    if (icon) icon.remove();
    if (!name) { if (label) label.remove(); return; }
    var svg = "http://www.w3.org/2000/svg", use = doc.createElementNS(svg, "use");
    icon = doc.createElementNS(svg, "svg");
    icon.setAttribute("class", "ikon");
    icon.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#_m-" + name);
    icon.appendChild(use);
    badge.insertBefore(icon, badge.firstChild);
  }
  if (day > built) {
    all(".passerad").forEach(function (note) { note.hidden = note.getAttribute("data-from") > day; });
    all("[data-later]").forEach(function (badge) {
      var list;
      try { list = JSON.parse(badge.getAttribute("data-later")); } catch (e) { return; }
      list.forEach(function (l) {
        if (l[0] > day) return;
        badge.className = "marke" + (l[1] === "overdue" ? " marke--varn" : out[l[1]] ? " marke--ute" : "");
        badge.hidden = !l[2];
        setMark(badge, l[1]);
        tell(all("span", badge).pop(), l[2]);
      });
    });
    all("[data-status]").forEach(function (box) {
      all("template[data-from]", box).forEach(function (t) {
        if (t.getAttribute("data-from") > day) return;
        var answer = box.querySelector(".svar");
        answer.textContent = "";
        answer.appendChild(t.content.cloneNode(true));
        if (t.hasAttribute("data-older")) doc.body.classList.add("aldre");
      });
    });
  }

  /* 2. The contents list follows the reader on wide screens. */
  var nav = doc.querySelector(".innehall");
  if (nav && window.IntersectionObserver && window.matchMedia("(min-width: 62rem)").matches) {
    var heads = [], links = {}, current = null;
    all("a[href^='#']", nav).forEach(function (a) {
      var h = doc.getElementById(decodeURIComponent(a.hash.slice(1)));
      if (h) { heads.push(h); links[h.id] = a; }
    });
    var follow = function () {
      var at = null;
      heads.forEach(function (h) { if (h.getBoundingClientRect().top < window.innerHeight / 3) at = h; });
      var link = at && links[at.id];
      if (link === current) return;
      if (current) current.removeAttribute("aria-current");
      if (link) {
        link.setAttribute("aria-current", "true");
        /* The list is sticky, so that its entries are measured from its own edge. */
        var top = link.offsetTop;
        if (top < nav.scrollTop || top > nav.scrollTop + nav.clientHeight - 48) nav.scrollTop = top - nav.clientHeight / 3;
      }
      current = link;
    };
    var waits = false;
    window.addEventListener("scroll", function () {
      if (waits) return;
      waits = true;
      window.requestAnimationFrame(function () { waits = false; follow(); });
    }, { passive: true });
    follow();
  }

  /* 3. Tables and code are stops of Tab, and tables groups with a name, only where they scroll. What is far below has not
     been laid out, so tables are asked themselves. */
  var scrollers = all(".rulla, .text pre"), stops = window.ResizeObserver && new window.ResizeObserver(function (seen) {
    seen.forEach(function (entry) {
      var box = entry.target, table = box.querySelector("table"), named = table && table.caption && table.caption.id;
      var scrolls = Math.max(box.scrollWidth, table ? table.offsetWidth : 0) > box.clientWidth;
      var put = function (name, value) { if (scrolls) box.setAttribute(name, value); else box.removeAttribute(name); };
      put("tabindex", "0");
      if (!named) return;
      put("role", "group");
      put("aria-labelledby", named);
    });
  });
  if (stops) scrollers.forEach(function (box) { stops.observe(box); });

  /* 4. What changes on a page is said when it has settled, and once. */
  var voice = doc.querySelector("[role=status]"), later;
  window.styrdokSay = function (words, wait) { /* for search.js */
    clearTimeout(later);
    later = setTimeout(function () { if (voice && voice.textContent !== words) voice.textContent = words; }, wait);
  };

  /* 5. Narrow the register by words of the title. */
  var quick = doc.querySelector(".snabb"), count = doc.querySelector(".antal"), letters = doc.querySelector("nav.bokstaver");
  var said = count && count.textContent, found = said, sorted = "";
  function tellCount(wait) {
    var words = (found || "") + (sorted && " " + sorted);
    if (count) count.textContent = words;
    window.styrdokSay(words.trim(), wait);
    /* The index of letters leads to rows, so it goes when they stand otherwise or are not all there. */
    if (letters) letters.hidden = sorted !== "" || found !== said;
  }
  if (quick && count) {
    var rows = all(".reg tbody tr");
    var field = quick.querySelector("input");
    quick.hidden = false;
    field.addEventListener("input", function () {
      var words = field.value.toLowerCase().split(/\s+/), shown = 0;
      rows.forEach(function (row) {
        var title = row.querySelector("th").textContent.toLowerCase();
        var fits = words.every(function (w) { return title.indexOf(w) >= 0; });
        row.hidden = !fits;
        if (fits) shown++;
      });
      var pattern = quick.getAttribute(shown > 1 ? "data-other" : shown ? "data-single" : "data-none");
      found = shown === rows.length ? said : pattern.replace("{0}", shown).replace("{1}", rows.length);
      tellCount(700);
    });
  }

  /* 6. Sort the register by its columns, in Swedish order. What has no day, and what no longer
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

  /* 7. A folder opened without a server: there an address that ends in a slash is a listing of files, so the page in it
     is named. Links that scripts add later are met when they are pressed. */
  if (location.protocol === "file:") {
    var named = function (address) { return address.replace(/^([^?#:]*\/)(?=[?#]|$)/, "$1index.html"); };
    var mend = function (e) {
      var a = e.target.closest && e.target.closest("a[href]");
      if (a && a.getAttribute("href") !== named(a.getAttribute("href"))) a.setAttribute("href", named(a.getAttribute("href")));
    };
    doc.addEventListener("mousedown", mend, true);
    doc.addEventListener("click", mend, true);
    all("form[action]").forEach(function (form) { form.setAttribute("action", named(form.getAttribute("action"))); });
    var refresh = doc.querySelector("meta[http-equiv='refresh']");
    if (refresh) location.replace(named(refresh.content.replace(/^.*url=/, "")));
  }
})();
