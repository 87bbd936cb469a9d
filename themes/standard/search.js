/* Search without a server. The index is classic scripts in a folder of its own (generator/search
   makes them); a query loads the few that it needs, also from file://. Words, weights and order
   are reckoned in whole numbers, the same in every browser. Hits are written as text, never as HTML. */
(function (root) {
  "use strict";
  var files = {}, waiting = {}, ready = {}, api = {}, base = "", query = "", index = null;

  /* 1. Files. Each calls load with its name. */
  api.load = function (name) { files[name] = [].slice.call(arguments, 1); };
  api.fetch = function (name, done) {
    var s = document.createElement("script");
    s.src = base + name + ".js" + query;
    s.onload = s.onerror = function () { s.parentNode.removeChild(s); done(); };
    document.head.appendChild(s);
  };
  function need(names, done) {
    var left = 1;
    function one() { if (!--left) done(names.every(function (n) { return files[n]; })); }
    names.forEach(function (n) {
      if (files[n]) return;
      left++;
      if (waiting[n]) { waiting[n].push(one); return; }
      waiting[n] = [one];
      api.fetch(n, function () {
        var list = waiting[n];
        delete waiting[n];
        list.forEach(function (f) { f(); });
      });
    });
    one();
  }

  /* 2. Unpacking: 13 bits in two characters, numbers in few bits, words by what they share. */
  var value = [];
  for (var c = 33, v = 0; c < 127; c++) if (c !== 34 && c !== 92 && c !== 60) value[c] = v++;
  function reader(s) {
    var at = 0, held = 0, n = 0;
    function bits(k) {
      while (n < k) {
        held = held << 13 | (at < s.length ? value[s.charCodeAt(at)] * 91 + value[s.charCodeAt(at + 1)] : 0);
        at += 2;
        n += 13;
      }
      n -= k;
      var x = held >>> n;
      held &= (1 << n) - 1;
      return x;
    }
    bits.gamma = function () {
      var k = 0, x = 1;
      while (k < 25 && !bits(1)) k++;
      while (k-- > 0) x = x * 2 + bits(1);
      return x;
    };
    bits.rice = function (k) {
      var x = 0;
      while (bits(1)) x++;
      return (x << k) + bits(k);
    };
    return bits;
  }
  function words(s) {
    var last = "";
    return (s.match(/[A-Z][^A-Z]*/g) || []).map(function (w) { return (last = last.slice(0, w.charCodeAt(0) - 65) + w.slice(1)); });
  }
  function postings(bits) {
    var n = bits.gamma(), k = bits.gamma() - 1, at = -1, out = [];
    while (n-- > 0) { at += bits.rice(k) + 1; out.push(at, bits.gamma()); }
    return out;
  }
  function shard(i) {
    var name = "terms-" + i, f = files[name];
    if (!ready[name]) {
      var bits = reader(f[1]);
      ready[name] = words(f[0]).map(function (t) { return { t: t, k: fold(t), p: postings(bits) }; });
    }
    return ready[name];
  }
  /* Deflate, RFC 1951. */
  var LENGTH = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
  function inflate(s, size, known) {
    var from = reader(s), b = [], out = known ? known.slice() : [], at = 0, bit = 0, last;
    while (b.length < size) b.push(from(8));
    function bits(n) {
      var x = 0;
      for (var i = 0; i < n; i++) {
        x |= (b[at] >> bit & 1) << i;
        if (++bit > 7) { bit = 0; at++; }
      }
      return x;
    }
    function table(lengths) {
      var count = [], symbols = [];
      for (var n = 0; n < 16; n++) {
        count[n] = 0;
        for (var i = 0; n && i < lengths.length; i++) if (lengths[i] === n) { symbols.push(i); count[n]++; }
      }
      return { c: count, s: symbols };
    }
    function symbol(t) {
      for (var n = 1, code = 0, first = 0, i = 0; n < 16; n++) {
        code |= bits(1);
        if (code - t.c[n] < first) return t.s[i + code - first];
        i += t.c[n];
        first = first + t.c[n] << 1;
        code <<= 1;
      }
      throw new Error("search: damaged file");
    }
    do {
      last = bits(1);
      var type = bits(2), lengths = [], i, n, x, lit, dist;
      if (!type) {
        if (bit) { bit = 0; at++; }
        n = b[at] | b[at + 1] << 8;
        for (at += 4; n-- > 0;) out.push(b[at++]);
        continue;
      }
      if (type === 1) {
        for (i = 0; i < 288; i++) lengths.push(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
        lit = table(lengths);
        for (lengths = [], i = 0; i < 30; i++) lengths.push(5);
        dist = table(lengths);
      } else {
        var hlit = bits(5) + 257, hdist = bits(5) + 1, hclen = bits(4) + 4, order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
        for (i = 0; i < 19; i++) lengths[order[i]] = i < hclen ? bits(3) : 0;
        var meta = table(lengths);
        for (lengths = []; lengths.length < hlit + hdist;) {
          x = symbol(meta);
          if (x < 16) { lengths.push(x); continue; }
          n = x === 16 ? 3 + bits(2) : x === 17 ? 3 + bits(3) : 11 + bits(7);
          x = x === 16 ? lengths[lengths.length - 1] : 0;
          while (n-- > 0) lengths.push(x);
        }
        lit = table(lengths.slice(0, hlit));
        dist = table(lengths.slice(hlit));
      }
      while ((x = symbol(lit)) !== 256) {
        if (x < 256) { out.push(x); continue; }
        n = LENGTH[x -= 257] + bits(x < 8 || x > 27 ? 0 : (x >> 2) - 1);
        x = symbol(dist);
        for (x = out.length - (x < 4 ? x + 1 : ((2 + (x & 1)) << (x >> 1) - 1) + 1 + bits((x >> 1) - 1)); n-- > 0;) out.push(out[x++]);
      }
    } while (!last);
    return known ? out.slice(known.length) : out;
  }
  /* texts loads the pieces of text of some sections. */
  function texts(sections, done) {
    need(sections.map(function (s) { return "text-" + index.piece[s]; }).concat(index.m.phrases ? "phrases" : []), done);
  }
  function piece(i) {
    var name = "text-" + i;
    if (!ready[name]) {
      var known = ready.phrases = ready.phrases || (files.phrases ? inflate(files.phrases[0], files.phrases[1]) : []);
      var bytes = inflate(files[name][0], files[name][1], known), p = "";
      for (var k = 0; k < bytes.length; k += 4096) p += String.fromCharCode.apply(null, bytes.slice(k, k + 4096));
      p = JSON.parse(decodeURIComponent(escape(p))); // bytes of UTF-8 to text
      ready[name] = { url: p[0], title: p[1], lang: p[2], about: p[3], date: p[4], mark: p[5], word: p[6], cls: p[7], sections: p[8] };
    }
    return ready[name];
  }
  function start() {
    var m = files.index[0], bits = reader(m.pieces), i, n, d = -1, s = 0;
    index = { m: m, bounds: words(m.shards), doc: [], first: [], piece: [], from: [], group: [] };
    for (i = 0; i < m.count; i++) {
      n = bits.gamma();
      if (bits(1)) { d++; index.first.push(s); }
      index.from.push(s);
      while (n-- > 0) { index.doc.push(d); index.piece.push(i); s++; }
    }
    bits = reader(m.members);
    for (i = 0; i < m.documents; i++) index.group.push(m.groups[bits.gamma() - 1]);
    query = "?v=" + m.version;
    STOP = set(m.stop);
  }

  /* 3. Words, as generator/search has them. */
  var WORD = /[0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff]/, ALL = new RegExp("^" + WORD.source + "+$");
  var STOP = {};
  function set(list) {
    var o = {};
    list.split(" ").forEach(function (w) { o["=" + w] = true; });
    return o;
  }
  function has(o, w) { return o["=" + w] === true; }
  function lower(s) { return s.replace(/İ/g, "i").replace(/Σ/g, "σ").toLowerCase(); }
  function tidy(s) { return s.normalize("NFC").replace(/\u00ad/g, ""); }
  function fold(s) { return s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/æ/g, "a").replace(/ø/g, "o"); }
  /* tokens takes tidy text and gives words with where they begin and end. */
  function tokens(text) {
    var s = lower(text), out = [], i = 0, j, k, w;
    while (i < s.length) {
      j = i;
      if (s[i] === "§") {
        for (j++; /[§ \u00a0\u202f]/.test(s.charAt(j));) j++;
        for (k = j; /[0-9]/.test(s.charAt(k)) && k - j < 64;) k++;
        if (k > j) out.push({ t: "§" + s.slice(j, k), s: i, e: k });
        i = j;
      } else if (WORD.test(s[i])) {
        for (w = ""; w.length < 64; w += k, j++) {
          k = s.charAt(j);
          if (WORD.test(k)) continue;
          if (w && /[-\u2010\u2011]/.test(k) && WORD.test(s.charAt(j + 1))) k = "-";
          else if (!(w && /[\/:.,]/.test(k) && /[0-9]/.test(s.charAt(j - 1)) && /[0-9]/.test(s.charAt(j + 1)))) break;
        }
        out.push({ t: w, s: i, e: j });
        i = j;
      } else i++;
    }
    return out;
  }
  function whole(t) { return /^[-0-9\/:.,]*$/.test(t) ? t : t.replace(/-/g, ""); }

  var SUFFIX = /(?:a|arna|erna|heterna|orna|ad|e|ade|ande|arne|are|aste|en|anden|aren|heten|ern|ar|er|heter|or|as|arnas|ernas|ornas|es|ades|andes|ens|arens|hetens|erns|at|andet|het|ast|s)$/;
  function snowball(w) {
    var m = /^.*?[aeiouyåäö][^aeiouyåäö]/.exec(w), r = m ? Math.max(3, m[0].length) : w.length, tail;
    function cut(re, n) {
      m = re.exec(w.slice(r));
      if (m) w = w.slice(0, n ? -n : -m[0].length);
    }
    tail = SUFFIX.exec(w.slice(r));
    if (tail && (tail[0] !== "s" || /[bcdfghjklmnoprtvy]s$/.test(w))) w = w.slice(0, -tail[0].length);
    cut(/(?:dd|gd|nn|dt|gt|kt|tt)$/, 1);
    if (/(?:löst|fullt)$/.test(w.slice(r))) w = w.slice(0, -1);
    else cut(/(?:lig|ig|els)$/);
    return w;
  }
  function stem(w) {
    var m;
    if (w.length < 4 || /[0-9]/.test(w) || !ALL.test(w)) return w;
    if ((m = /^(.*policy)(?:n|ns|s|er|ers|erna|ernas)$/.exec(w)) || (m = /^(..+het)(?:s|en|ens|er|ers|erna|ernas)?$/.exec(w))) return m[1];
    var rest = w.replace(/s$/, "");
    if (rest.length > 4 && (/(?:jö|é)n$/.test(rest) || /et$/.test(rest) && !/(?:itet|budget|paket|internet|planet|staket|magnet|arbet|diet|alfabet|mycket|inget)$/.test(rest) ||
      /an$/.test(rest) && (/mman$/.test(rest) || !/(?:plan|organ|roman|man|ocean|titan|utan|innan|redan|sedan|medan|ovan|nedan|annan|sådan)$/.test(rest)))) w = rest.slice(0, -1);
    w = snowball(w);
    if (w.length > 7) {
      if (/(?:er|l)ing$/.test(w)) return w.slice(0, -3);
      if (/[^aeiouyåäö]ning$/.test(w)) return w.slice(0, -4);
    }
    return w.replace(/mm$/, "m");
  }

  /* 4. Compounds of a query, by the stems that are parts of the site's own. */
  function cuts(w, parts) {
    var out = [];
    for (var i = 2; w.length > 7 && i < w.length - 2; i++) {
      var a = w.slice(0, i), b = w.slice(i), head = stem(a), tail = stem(b), first = i > 2 && !has(STOP, a) && has(parts, head), last = has(parts, tail);
      if (first || last && b.length > 5 && /^(?:in|ut|åter)$/.test(a)) out.push({ a: head, b: tail, rest: b, first: has(parts, head), last: last && !has(STOP, b) });
    }
    return out;
  }
  function fewest(w, parts) {
    var list = cuts(w, parts).filter(function (c) { return c.first; }), i, j, more;
    for (i = 0; i < list.length; i++) if (list[i].last) return [list[i].a, list[i].b];
    for (i = 0; i < list.length; i++) {
      more = cuts(list[i].rest, parts);
      for (j = 0; j < more.length; j++) if (more[j].first && more[j].last) return [list[i].a, more[j].a, more[j].b];
    }
    return null;
  }

  /* 5. A query: words and phrases to documents, the best first. */
  var ENDINGS = ["ningarna", "ningens", "ingarna", "ingens", "arnas", "ernas", "ornas", "andes", "ades", "aste", "elsers"];
  function parse(text) {
    var out = { words: [], phrases: [] }, all = [], q = tidy(text.slice(0, 200)).split(/["“”„]/);
    q.forEach(function (part, i) {
      var list = tokens(part), quoted = i % 2 && i < q.length - 1, end = 0;
      if (quoted && list.length) out.phrases.push(list.map(function (t) { return t.t; }));
      list.forEach(function (t, n) {
        if (t.s < end) return;
        end = t.e;
        all.push({ t: t.t, w: whole(t.t), phrase: quoted ? out.phrases.length : 0, last: !quoted && i === q.length - 1 && n === list.length - 1 && t.e === part.length });
      });
    });
    out.words = all.filter(function (w) { return !has(STOP, w.w) || w.last && all.length === 1; }).slice(0, 12);
    return out;
  }
  function find(word, missing) {
    var w = word.w, s = stem(w), out = [], seen = {}, m = index.m, exact, take = just, parts, key = fold(w), i, j, n;
    function place(k) {
      for (var a = 0, b = index.bounds.length; b - a > 1;) {
        var mid = a + b >> 1;
        if (index.bounds[mid] <= k) a = mid; else b = mid;
      }
      return a;
    }
    function get(i) {
      if (files["terms-" + i]) return shard(i);
      if (i < index.bounds.length) missing.push("terms-" + i);
      return [];
    }
    function add(t, f) {
      if (has(seen, t.t)) return;
      seen["=" + t.t] = true;
      out.push({ t: [t], f: f });
    }
    function same(s) {
      var k = fold(s);
      return get(place(k)).filter(function (t) { return t.k === k; });
    }
    function just(s) { return same(s).filter(function (t) { return t.t === s; }); }
    just(s).forEach(function (t) { add(t, 16); });
    exact = out.length;
    if (!exact || !/[^\x00-\x7f]/.test(w)) same(s).forEach(function (t) { add(t, 7); });
    m.synonyms.forEach(function (g) {
      if (g.indexOf(s) >= 0) g.forEach(function (x) { just(x).forEach(function (t) { add(t, 10); }); });
    });
    if ((word.last || !exact) && w.length > 2) {
      for (i = j = place(key), n = 60; i < index.bounds.length && i < j + 2; i++) {
        if (i > j && index.bounds[i].slice(0, key.length) !== key.slice(0, index.bounds[i].length)) break;
        get(i).forEach(function (t) { if (t.k.slice(0, key.length) === key && n-- > 0) add(t, 6); });
      }
    }
    if (word.last && !exact) {
      for (i = 3; i < w.length; i++) {
        if (ENDINGS.some(function (e) { return e.slice(0, w.length - i) === w.slice(i); })) just(w.slice(0, i)).forEach(function (t) { add(t, 8); });
      }
    }
    var split = word.t !== w && !/[0-9]/.test(w) ? word.t.split("-").map(stem) : null;
    if (!split && w.length > 7 && !/[0-9]/.test(w)) {
      if (!files.parts) missing.push("parts");
      else {
        parts = ready.parts = ready.parts || words(files.parts[0]).join(" ");
        split = fewest(w, set(parts));
        if (!split && !/[^\x00-\x7f]/.test(w) && (split = fewest(w, set(fold(parts))))) take = same;
      }
    }
    if (split) {
      split = split.map(take);
      if (split.every(function (x) { return x.length; })) out.push({ t: split.map(function (x) { return x[0]; }), f: take === just ? 9 : 5 });
    }
    return out;
  }
  function idf(t) {
    for (var r = Math.floor(index.m.sections * 2 / t.p.length), n = 3; r > 1; r >>= 1) n++;
    return n;
  }
  /* weigh gives the weight of a word in each section. A compound's parts must share a section. */
  function weigh(uses) {
    var out = {};
    uses.forEach(function (u) {
      var sum = {}, met = {}, n = u.t.length;
      u.t.forEach(function (t) {
        for (var i = 0, f = idf(t); i < t.p.length; i += 2) {
          sum[t.p[i]] = (sum[t.p[i]] || 0) + t.p[i + 1] * f;
          met[t.p[i]] = (met[t.p[i]] || 0) + 1;
        }
      });
      for (var s in sum) if (met[s] === n) out[s] = Math.max(out[s] || 0, Math.floor(sum[s] / n) * u.f);
    });
    return out;
  }
  function rank(lists) {
    var docs = {}, total = {}, most = 0, out = [], d;
    lists.forEach(function (list, w) {
      for (var s in list) {
        d = index.doc[s];
        var x = docs[d] = docs[d] || { d: d, n: 0, best: [], hits: [], s: -1, max: 0 };
        if (!x.best[w]) { x.n++; x.best[w] = x.hits[w] = 0; }
        most = Math.max(most, x.n);
        x.best[w] = Math.max(x.best[w], list[s]);
        x.hits[w]++;
        total[s] = (total[s] || 0) + list[s];
      }
    });
    for (var s in total) {
      var x = docs[index.doc[s]], first = +s === index.first[x.d];
      x.max = Math.max(x.max, total[s]);
      if (first) x.top = total[s];
      else if (x.s < 0 || total[s] > total[x.s]) x.s = +s;
    }
    for (d in docs) {
      x = docs[d];
      if (x.n < most) continue;
      x.score = x.max >> 1;
      x.best.forEach(function (b, w) { x.score += b + Math.min(8, x.hits[w]) * 20; });
      x.direct = x.s < 0 || x.top > 2 * total[x.s]; // the document itself is the hit
      if (x.s < 0) x.s = index.first[x.d];
      out.push(x);
    }
    out.sort(function (a, b) { return b.score - a.score || index.group[b.d][2] - index.group[a.d][2] || a.d - b.d; });
    return { hits: out, partial: most < lists.length };
  }
  /* search calls done with the hits, null if a file could not be read. */
  api.search = function (text, done) {
    need(["index"], function (ok) {
      if (!ok) return done(null);
      if (!index) start();
      var q = parse(text);
      (function step() {
        var missing = [], uses = q.words.map(function (w) { return find(w, missing); });
        if (missing.length) return need(missing, function (ok) { if (ok) step(); else done(null); });
        var lists = uses.map(weigh), out = rank(lists), known = {}, subs = [];
        uses.forEach(function (list, i) {
          subs.push(fold(q.words[i].w), fold(stem(q.words[i].w)));
          list.forEach(function (u) { u.t.forEach(function (t) { known["=" + t.t] = true; if (u.t[1]) subs.push(t.k); }); });
        });
        out.words = q.words.length;
        out.terms = known;
        out.subs = subs.filter(function (x) { return x.length > 3; });
        if (!q.phrases.length || out.partial) return done(out);
        verify(out, q, lists, done);
      })();
    });
  };
  /* verify keeps the hits in whose text the phrases stand. */
  var MOST = 120;
  function verify(out, q, lists, done) {
    var todo = out.hits.slice(0, MOST), kept = [];
    out.least = out.hits.length > MOST;
    (function next() {
      var batch = todo.splice(0, 20), names = [], look = batch.map(function (x) {
        var end = x.d + 1 < index.first.length ? index.first[x.d + 1] : index.doc.length, list = [];
        for (var s = index.first[x.d]; s < end; s++) {
          if (q.words.every(function (w, i) { return !w.phrase || lists[i][s]; })) { list.push(s); names.push(s); }
        }
        return list;
      });
      if (!batch.length) { out.hits = kept; return done(out); }
      texts(names, function (ok) {
        if (!ok) return done(null);
        batch.forEach(function (x, i) {
          if (q.phrases.every(function (p) {
            return look[i].some(function (s) {
              var f = piece(index.piece[s]), part = f.sections[s - index.from[index.piece[s]]];
              if (![f.title, part[1], part[2]].some(function (t) { return (" " + tokens(t).map(function (t) { return t.t; }).join(" ") + " ").indexOf(" " + p.join(" ") + " ") >= 0; })) return false;
              if (!x.direct || part[0]) x.s = s;
              return true;
            });
          })) kept.push(x);
        });
        next();
      });
    })();
  }
  api.core = { tokens: tokens, stem: stem, fold: fold, tidy: tidy, lower: lower, whole: whole, piece: piece, shard: shard, index: function () { return index; }, marks: marks, excerpt: excerpt, texts: texts };
  root.styrdokSearch = api;

  /* 6. Excerpts. marks gives the places of hits in a text, excerpt the best window of it. */
  function marks(text, out) {
    var list = [];
    tokens(text).forEach(function (t) {
      var key = stem(whole(t.t)), f, best = null;
      if (has(out.terms, t.t) || has(out.terms, key)) { list.push({ s: t.s, e: t.e, k: key }); return; }
      f = fold(t.t);
      if (f.length === t.e - t.s) out.subs.forEach(function (x) { if (f.indexOf(x) >= 0 && (!best || x.length > best.length)) best = x; });
      if (best) list.push({ s: t.s + f.indexOf(best), e: t.s + f.indexOf(best) + best.length, k: best });
    });
    return list;
  }
  function excerpt(text, list) {
    var best = 0, most = 0, from = 0, to, a;
    list.forEach(function (m, i) {
      var seen = {}, n = 0;
      for (var j = i; j < list.length && list[j].e < m.s + 180; j++) { n += has(seen, list[j].k) ? 0.1 : 1; seen["=" + list[j].k] = true; }
      if (n > most) { most = n; best = i; }
    });
    if (list.length && list[best].s > 90) {
      a = text.slice(0, list[best].s);
      from = Math.max(a.lastIndexOf("\n") + 1, a.lastIndexOf(". ") + 2);
      if (a.length - from > 120) from = a.indexOf(" ", a.length - 60) + 1 || a.length;
    }
    to = from + 240 >= text.length ? text.length : Math.max(text.lastIndexOf(" ", from + 240), list.length ? list[best].e : from + 200);
    return { from: from, to: to, cut: from > 0 && !/[.\n] ?$/.test(text.slice(0, from)) };
  }

  /* 7. The page. Its words are data attributes of the form. */
  var form = root.document && document.querySelector("form[data-index]");
  if (!form) return;
  var field = form.elements.q, say = form.dataset, state, turn = 0, timer, title = document.title;
  var nav = document.querySelector(".facett"), count = document.querySelector(".antal-stor"), list = document.querySelector(".traff"), more = document.querySelector(".efter"), tips = document.querySelector(".tips");
  base = say.index;
  query = say.version ? "?v=" + say.version : "";

  function el(name, attrs, kids) {
    var e = document.createElement(name);
    for (var a in attrs) if (attrs[a]) e.setAttribute(a, attrs[a]);
    [].concat(kids || []).forEach(function (k) { e.appendChild(k.nodeType ? k : document.createTextNode(k)); });
    return e;
  }
  function words0(text, values) {
    return (text || "").split(/(\{\d\})/).map(function (p) { return /^\{\d\}$/.test(p) ? values[p[1]] : p; });
  }
  function fill(e, kids) {
    e.textContent = "";
    kids.forEach(function (k) { e.appendChild(k.nodeType ? k : document.createTextNode(k)); });
  }
  function read() {
    var s = { q: "", kind: "", body: "", status: "", n: "10" };
    location.search.slice(1).split("&").forEach(function (p) {
      var i = p.indexOf("=");
      try { if (s.hasOwnProperty(p.slice(0, i))) s[p.slice(0, i)] = decodeURIComponent(p.slice(i + 1).replace(/\+/g, " ")); } catch (e) {}
    });
    return s;
  }
  function address(change) {
    var s = { q: state.q, kind: state.kind, body: state.body, status: state.status, n: "" };
    for (var k in change) s[k] = change[k];
    return "?" + Object.keys(s).filter(function (k) { return s[k]; }).map(function (k) { return k + "=" + encodeURIComponent(s[k]); }).join("&");
  }
  function go(change, push) {
    var to = address(change);
    try { history[push ? "pushState" : "replaceState"](null, "", to); state = read(); } catch (e) { for (var k in change) state[k] = change[k]; }
    run();
  }
  function run(focus) {
    var mine = ++turn;
    if (!state.q.trim()) return draw(null);
    api.search(state.q, function (out) {
      if (mine !== turn) return;
      if (!out) { count.textContent = say.failed; return; }
      choose(out, mine, focus);
    });
  }
  function link(text, n, change, current) {
    return el("li", {}, el("a", { href: address(change), "aria-current": current ? "true" : "" }, [el("span", {}, text), el("span", { "class": "tal" }, String(n))]));
  }
  function choose(out, mine, focus) {
    function fits(x, but) {
      var g = index.group[x.d], m = index.m;
      return (but === 0 || !state.kind || g[0] >= 0 && m.kinds[g[0]][0] === state.kind) && (but === 1 || !state.body || g[1] >= 0 && m.bodies[g[1]][0] === state.body) &&
        (but === 2 || state.status === "all" || !g[2] === (state.status === "inactive"));
    }
    var hits = out.hits.filter(function (x) { return fits(x); }), shown = hits.slice(0, +state.n || 10), blocks = [];
    [["kind", index.m.kinds, say.kind], ["body", index.m.bodies, say.body], ["status", null, say.status]].forEach(function (f, i) {
      var all = out.hits.filter(function (x) { return fits(x, i); }), items = [], change = {};
      function item(text, id, n) {
        change = {};
        change[f[0]] = id;
        if (n || id === state[f[0]]) items.push(link(text, n, change, id === state[f[0]]));
      }
      function of(k) { return all.filter(function (x) { return index.group[x.d][i] === k; }).length; }
      if (f[1]) {
        item(say.all, "", all.length);
        f[1].forEach(function (x, k) { item(x[1], x[0], of(k)); });
      } else {
        item(say.active, "", of(1));
        item(say.inactive, "inactive", of(0));
        if (of(1) && of(0)) item(say.all, "all", all.length);
      }
      if (items.length) blocks.push(el("h2", { id: "_f-" + f[0] }, f[2]), el("ul", { "aria-labelledby": "_f-" + f[0] }, items));
    });
    texts(shown.map(function (x) { return x.s; }), function (ok) {
      if (mine !== turn) return;
      if (!ok) { count.textContent = say.failed; return; }
      draw(out, hits, shown, blocks, out.hits.filter(function (x) { return fits(x, 2); }).length - hits.length, focus);
    });
  }
  function marked(text, from, to, places) {
    var kids = [];
    places.forEach(function (m) {
      if (m.s < from || m.e > to) return;
      kids.push(text.slice(from, m.s), el("mark", {}, text.slice(m.s, m.e)));
      from = m.e;
    });
    return kids.concat(text.slice(from, to));
  }
  function hit(x, out) {
    var f = piece(index.piece[x.s]), part = f.sections[x.s - index.from[index.piece[x.s]]], url = say.root + f.url + (/\/$/.test(f.url) ? say.file || "" : "");
    var here = part[0] ? url + "#" + part[0] : url, places = marks(part[2], out), w = excerpt(part[2], places), about = [f.about], svg, use;
    var badge = el("span", { "class": "marke" + (f.cls ? " marke--" + f.cls : "") });
    if (f.mark) {
      svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      use = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "use"));
      svg.setAttribute("class", "ikon");
      svg.setAttribute("aria-hidden", "true");
      use.setAttribute("href", "#_m-" + f.mark);
      badge.appendChild(svg);
    }
    badge.appendChild(el("span", {}, f.word));
    if (f.date) about.push(" ", el("time", { datetime: f.date }, f.date));
    return el("li", { lang: f.lang }, [
      el("h2", {}, el("a", { href: x.direct ? url : here }, marked(f.title, 0, f.title.length, marks(f.title, out)))),
      el("p", { "class": "om" }, [badge, el("span", {}, about)]),
      el("p", { "class": "utdrag" }, (part[1] ? [el("a", { href: here }, marked(part[1], 0, part[1].length, marks(part[1], out))), ": "] : [])
        .concat(w.cut ? "… " : [], marked(part[2], w.from, w.to, places), w.to < part[2].length ? " …" : []))
    ]);
  }
  function draw(out, hits, shown, blocks, others, focus) {
    var n = hits ? hits.length : 0, key = (n === 1 ? "one" : "other") + (state.status ? "All" : ""), q = el("strong", {}, state.q.trim()), links = [];
    if (!out) { document.title = title; count.textContent = ""; }
    else {
      fill(count, words0(!n ? say.none : out.least ? say.least : say[key], [String(n), q]).concat(n && out.partial ? [" ", say.partial] : []));
      document.title = count.textContent + " – " + title;
    }
    fill(list, (shown || []).map(function (x) { return hit(x, out); }));
    list.hidden = !n;
    nav.hidden = !out || !out.hits.length;
    fill(nav, blocks || []);
    if (n > (shown || []).length) links.push(el("a", { "class": "tva", href: address({ n: shown.length + 10 }) }, say.more));
    if (others > 0 && !state.status) links.push(el("a", { "class": "tva", href: address({ status: "all" }) }, words0(others === 1 ? say.alsoOne : say.alsoOther, [String(others)])));
    fill(more, links);
    if (tips) tips.hidden = !out || n > 0;
    if (focus) focus = /^_/.test(focus) ? nav.querySelector('[aria-labelledby="' + focus + '"] [aria-current]') : (list.children[focus] || list).querySelector("a");
    if (focus) focus.focus();
  }
  form.addEventListener("submit", function (e) { e.preventDefault(); clearTimeout(timer); go({ q: field.value }, true); });
  field.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(function () { go({ q: field.value }); }, 150); });
  field.addEventListener("keydown", function (e) {
    if (e.key !== "Escape") return;
    e.preventDefault();
    field.value = "";
    clearTimeout(timer);
    go({ q: "" });
  });
  [nav, more].forEach(function (box) {
    box.addEventListener("click", function (e) {
      var a = e.target.closest("a");
      if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
      e.preventDefault();
      var was = list.children.length, n = state.n;
      try { history.pushState(null, "", a.getAttribute("href")); } catch (x) { location.search = a.getAttribute("href"); return; }
      state = read();
      run(box === nav ? a.parentNode.parentNode.getAttribute("aria-labelledby") : String(state.n === n ? 0 : was));
    });
  });
  window.addEventListener("popstate", function () { state = read(); field.value = state.q; run(); });
  state = read();
  field.value = state.q || field.value;
  if (state.q) run();
})(this);
