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
    element.appendChild(doc.createTextNode(at < 0 ? words : words.slice(0, at)));
    if (at < 0) return;
    time.dateTime = time.textContent = words.slice(at, at + 10);
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
  /* What then holds may stand elsewhere, and the link of the row leads there. */
  function setBadge(badge, mark, words, href) {
    var row = href && badge.closest("tr, li, .post"), link = row && row.querySelector("a[href]"), first = badge.querySelector(".forst");
    badge.className = "marke" + (mark === "overdue" ? " marke--varn" : out[mark] ? " marke--ute" : "");
    badge.hidden = !words;
    if (link) link.setAttribute("href", href);
    if (first && mark !== "due-soon") first.remove();
    setMark(badge, mark);
    var last = all("span", badge).pop();
    last.textContent = "";
    tell(last, words);
  }
  window.styrdokBadge = setBadge; /* for register.js */
  window.styrdokTell = tell;
  if (day > built) {
    all("[hidden][data-from]").forEach(function (note) { note.hidden = note.getAttribute("data-from") > day; });
    all("[data-later]").forEach(function (badge) {
      var list;
      try { list = JSON.parse(badge.getAttribute("data-later")); } catch (e) { return; }
      list.forEach(function (l) { if (l[0] <= day) setBadge(badge, l[1], l[2], l[3]); });
    });
    all("[data-status]").forEach(function (box) {
      all("template[data-from]", box).forEach(function (t) {
        if (t.getAttribute("data-from") > day) return;
        var answer = box.querySelector(".svar") || box;
        answer.textContent = "";
        answer.appendChild(t.content.cloneNode(true));
        if (box.classList.contains("lage")) doc.body.classList.toggle("aldre", t.hasAttribute("data-older"));
      });
    });
  }

  /* What is folded on a phone stands open where there is room; a browser that cannot be told so by style is told here. */
  var from = function (rem) { return window.matchMedia && window.matchMedia("(min-width: " + rem + "rem)").matches; }, wide = from(62);
  all("details.mer").forEach(function (more) { if (wide || from(40) && more.closest(".innehall")) more.open = true; });

  /* 2. The contents list follows the reader on wide screens. */
  var nav = doc.querySelector(".innehall");
  if (nav && wide) {
    nav.classList.add("foljer");
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
  function tellScroll(box, scrolls) {
    var note = box.previousElementSibling, told = note && note.className === "sidled", words = scrollWords && scrollWords.getAttribute("data-scroll");
    if (told && !scrolls) note.remove();
    if (told || !scrolls || !words) return;
    note = doc.createElement("p");
    note.className = "sidled";
    note.setAttribute("aria-hidden", "true"); /* who listens moves by cells */
    note.textContent = words;
    box.parentNode.insertBefore(note, box);
  }
  /* What is too wide for its column gets more room and a narrower first column, which may be all it needs. Whether it is too
     wide is asked without them, or the answer would change with each answer. */
  function fit(box) {
    var table = box.querySelector("table"), frame = box.parentNode.classList, named = table && table.getAttribute("aria-labelledby");
    var over = function () { return table ? table.offsetWidth - box.clientWidth : 0; };
    frame.remove("tabell--lang");
    frame.toggle("tabell--lang", over() > 12);
    var scrolls = Math.max(box.scrollWidth - box.clientWidth, over()) > 0;
    var put = function (name, value) { if (scrolls) box.setAttribute(name, value); else box.removeAttribute(name); };
    put("tabindex", "0");
    tellScroll(box, over() > 12);
    if (!named) return;
    put("role", "group");
    put("aria-labelledby", named);
  }
  var scrollWords = doc.querySelector("[data-scroll]"), scrollers = all(".rulla, .text pre"), stops = window.ResizeObserver && new window.ResizeObserver(function (seen) {
    seen.forEach(function (entry) { fit(entry.target.closest(".rulla, pre")); });
  });
  /* A table grows in its box as fonts come. */
  if (stops) scrollers.concat(all(".rulla > table")).forEach(function (it) { stops.observe(it); });

  /* The text that held on a day. */
  var form = doc.querySelector(".dag");
  if (form) {
    form.hidden = false;
    form.addEventListener("submit", function (e) {
      var spans = form.getAttribute("data-spans").trim().split(" "), asked = form.querySelector("input").value, to = "";
      e.preventDefault();
      for (var i = 0; i < spans.length; i += 3) {
        if (spans[i] <= asked && (spans[i + 1] === "-" || asked <= spans[i + 1])) to = spans[i + 2];
      }
      form.querySelector("[role=status]").textContent = to[0] === "#" ? form.getAttribute("data-here") : to ? "" : form.getAttribute("data-none");
      if (to && to[0] !== "#") location.href = to;
    });
  }

  /* The sign beside a heading or a § copies its address. */
  var text = doc.querySelector("[data-copied]");
  if (text && navigator.clipboard) all(".hit", text).forEach(function (sign) {
    sign.addEventListener("click", function () {
      navigator.clipboard.writeText(sign.href).then(function () {
        sign.setAttribute("data-said", text.getAttribute("data-copied"));
        window.setTimeout(function () { sign.removeAttribute("data-said"); }, 2500);
      }, function () {});
    });
  });

  /* 4. What changes on a page is said when it has settled, and once. */
  var voice = doc.querySelector("[role=status]"), later;
  window.styrdokSay = function (words, wait) { /* for search.js and register.js */
    clearTimeout(later);
    later = setTimeout(function () { if (voice && voice.textContent !== words) voice.textContent = words; }, wait);
  };

  /* 5. A folder opened without a server: there an address that ends in a slash is a listing of files, so the page in it
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
