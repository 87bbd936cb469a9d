/* Search without a server. The index is classic scripts in a folder of its own (made by generator/search);
   a query loads the few it needs, also from file://. All weights are whole numbers, so every browser ranks
   alike. Hits are written as text, never as HTML. Tabs and arrows keep the file small. */
(root => {
"use strict";
const files = {}, waiting = {}, cache = {}, api = root.styrdokSearch = {};
let base, query, index;

/* 1. Files. Each calls load with its name. */
api.load = (name, ...data) => { files[name] = data; };
api.fetch = (name, done) => {
	const s = document.createElement("script");
	s.src = base + name + ".js" + query;
	s.onload = s.onerror = () => { s.remove(); done(); };
	document.head.appendChild(s);
};
const need = (names, done) => {
	let left = 1;
	const one = () => { if (!--left) done(names.every(n => files[n])); };
	for (const n of names) {
		if (files[n]) continue;
		left++;
		if (waiting[n]) { waiting[n].push(one); continue; }
		waiting[n] = [one];
		api.fetch(n, () => {
			const list = waiting[n];
			delete waiting[n];
			/* A text is unpacked when it comes, not all of them at once when the last has come. */
			if (/^text/.test(n) && files[n] && (!index.m.phrases || files.phrases)) open(n);
			list.forEach(f => f());
		});
	}
	one();
};
const texts = (sections, done) => need(sections.map(s => "text-" + index.piece[s]).concat(index.m.phrases ? "phrases" : []), done);
const once = (name, make) => cache[name] = cache[name] || make();

/* 2. Unpacking: 13 bits in two characters, numbers in few bits, words by what they share. */
const value = [];
for (let c = 33, v = 0; c < 127; c++) if (c !== 34 && c !== 92 && c !== 60) value[c] = v++;
const reader = s => {
	let at = 0, held = 0, n = 0;
	const bits = k => {
		for (; n < k; n += 13, at += 2) held = held << 13 | (at < s.length ? value[s.charCodeAt(at)] * 91 + value[s.charCodeAt(at + 1)] : 0);
		n -= k;
		const x = held >>> n;
		held &= (1 << n) - 1;
		return x;
	};
	bits.gamma = () => {
		let k = 0, x = 1;
		while (k < 25 && !bits(1)) k++;
		while (k-- > 0) x = x * 2 + bits(1);
		return x;
	};
	bits.rice = k => {
		let x = 0;
		while (bits(1)) x++;
		return (x << k) + bits(k);
	};
	return bits;
};
const words = s => {
	let last = "";
	return (s.match(/[A-Z][^A-Z]*/g) || []).map(w => last = last.slice(0, w.charCodeAt(0) - 65) + w.slice(1));
};
const postings = bits => {
	const out = [];
	let n = bits.gamma(), k = bits.gamma() - 1, at = -1;
	while (n-- > 0) { at += bits.rice(k) + 1; out.push(at, bits.gamma()); }
	return out;
};
const shard = name => once(name, () => {
	const bits = reader(files[name][1]);
	return words(files[name][0]).map(t => ({ t, k: fold(t), p: postings(bits) }));
});
/* Deflate, RFC 1951; known is what was written before. */
const LENGTH = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const inflate = ([s, size], known) => {
	const from = reader(s), b = [], out = known.slice();
	let at = 0, held = 0, n = 0, last;
	while (b.length < size) b.push(from(8));
	const fill = k => { for (; n < k; n += 8) held |= b[at++] << n; };
	const bits = k => {
		fill(k);
		const x = held & (1 << k) - 1;
		held >>>= k;
		n -= k;
		return x;
	};
	const table = lengths => {
		const c = [0], s = [];
		for (let n = 1; n < 16; n++) {
			c[n] = 0;
			lengths.forEach((l, i) => { if (l === n) { s.push(i); c[n]++; } });
		}
		return { c, s };
	};
	const symbol = t => {
		fill(15);
		for (let k = 1, code = 0, first = 0, i = 0; k < 16; k++) {
			code |= held & 1;
			held >>>= 1;
			n--;
			if (code - t.c[k] < first) return t.s[i + code - first];
			i += t.c[k];
			first = first + t.c[k] << 1;
			code <<= 1;
		}
		throw Error("damaged file");
	};
	do {
		last = bits(1);
		const type = bits(2);
		let lengths = [], r, x, lit, dist;
		if (!type) {
			at -= n >> 3;
			held = n = 0;
			r = b[at] | b[at + 1] << 8;
			for (at += 4; r-- > 0;) out.push(b[at++]);
			continue;
		}
		if (type === 1) {
			for (let i = 0; i < 288; i++) lengths.push(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
			lit = table(lengths);
			dist = table(Array(30).fill(5));
		} else {
			const hlit = bits(5) + 257, all = hlit + bits(5) + 1, hclen = bits(4) + 4;
			ORDER.forEach((o, i) => { lengths[o] = i < hclen ? bits(3) : 0; });
			const meta = table(lengths);
			for (lengths = []; lengths.length < all;) {
				x = symbol(meta);
				r = x < 16 ? 1 : x === 16 ? 3 + bits(2) : x === 17 ? 3 + bits(3) : 11 + bits(7);
				if (x > 15) x = x === 16 ? lengths[lengths.length - 1] : 0;
				while (r-- > 0) lengths.push(x);
			}
			lit = table(lengths.slice(0, hlit));
			dist = table(lengths.slice(hlit));
		}
		while ((x = symbol(lit)) !== 256) {
			if (x < 256) { out.push(x); continue; }
			r = LENGTH[x -= 257] + bits(x < 8 || x > 27 ? 0 : (x >> 2) - 1);
			x = symbol(dist);
			for (x = out.length - (x < 4 ? x + 1 : (2 + (x & 1) << (x >> 1) - 1) + 1 + bits((x >> 1) - 1)); r-- > 0;) out.push(out[x++]);
		}
	} while (!last);
	return out.slice(known.length);
};
const day = () => root.styrdokDay || ""; /* by script.js; what comes to hold until then, holds */
const open = name => once(name, () => {
	const known = once("phrases", () => files.phrases ? inflate(files.phrases, []) : []), bytes = inflate(files[name], known);
	let utf8 = "", i = 0;
	while (i < bytes.length) utf8 += String.fromCharCode.apply(null, bytes.slice(i, i += 4096));
	let [url, title, lang, about, date, mark, word, cls, sections, later = []] = JSON.parse(decodeURIComponent(escape(utf8)));
	for (const l of later) if (l[0] <= day()) [, mark, word, cls] = l;
	return { url, title, lang, about, date, mark, word, cls, sections };
});
const piece = section => open("text-" + index.piece[section]);
const part = section => {
	const [id, heading, text] = piece(section).sections[section - index.from[index.piece[section]]];
	return { id, heading, text };
};
const start = () => {
	const m = files.index[0], bits = reader(m.pieces), members = reader(m.members);
	index = { m, bounds: words(m.shards), stop: new Set(m.stop.split(" ")), doc: [], first: [], piece: [], from: [], group: [] };
	for (let i = 0, s = 0; i < m.count; i++) {
		let n = bits.gamma();
		if (bits(1)) { index.first.push(s); index.group.push(m.groups[members.gamma() - 1]); }
		index.from.push(s);
		for (; n-- > 0; s++) { index.doc.push(index.first.length - 1); index.piece.push(i); }
	}
	for (const [d, from, on] of m.changes || []) if (from <= day()) index.group[d] = [...index.group[d].slice(0, 2), on];
	query = "?v=" + m.version;
};

/* 3. Words, as generator/search has them. */
const WORD = /[0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff]/, ALL = RegExp("^" + WORD.source + "+$"), DIGIT = /[0-9]/;
const ASCII = /^[\x00-\x7f]*$/, BARE = /^[-0-9\/:.,]*$/, GAP = /[§ \u00a0\u202f]/, HYPHEN = /[-\u2010\u2011]/, JOINT = /[\/:.,]/;
const ascii = s => ASCII.test(s);
const tidy = s => s.normalize("NFC").replace(/\u00ad/g, "");
const fold = s => ascii(s) ? s : s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/æ/g, "a").replace(/ø/g, "o");
const whole = t => BARE.test(t) ? t : t.replace(/-/g, "");
/* tokens takes tidy text and gives words with where they begin and end. */
const tokens = text => {
	const s = text.replace(/[²³¹\u2070-\u208e]/g, c => c.normalize("NFKC")).replace(/İ/g, "i").replace(/Σ/g, "σ").toLowerCase(), out = [], is = (re, i) => re.test(s.charAt(i));
	for (let i = 0; i < s.length;) {
		let j = i, w = "";
		if (s[i] === "§") {
			while (is(GAP, ++j));
			let k = j;
			while (is(DIGIT, k) && k - j < 64) k++;
			if (k > j) out.push({ t: "§" + s.slice(j, k), s: i, e: k });
		} else if (is(WORD, i)) {
			for (; w.length < 64; j++) {
				let c = s.charAt(j);
				if (w && HYPHEN.test(c) && is(WORD, j + 1)) c = "-";
				else if (!WORD.test(c) && !(w && JOINT.test(c) && is(DIGIT, j - 1) && is(DIGIT, j + 1))) break;
				w += c;
			}
			out.push({ t: w, s: i, e: j });
		} else j++;
		i = j;
	}
	return out;
};
const SUFFIX = /(?:a|arna|erna|heterna|orna|ad|e|ade|ande|arne|are|aste|en|anden|aren|heten|ern|ar|er|heter|or|as|arnas|ernas|ornas|es|ades|andes|ens|arens|hetens|erns|at|andet|het|ast|s)$/;
const REGION = /^.*?[aeiouyåäö][^aeiouyåäö]/, AFTER = /[bcdfghjklmnoprtvy]s$/, DOUBLE = /(?:dd|gd|nn|dt|gt|kt|tt|löst|fullt)$/, ADJECTIVE = /(?:lig|ig|els)$/;
const snowball = w => {
	const m = REGION.exec(w), r = m ? Math.max(3, m[0].length) : w.length, ending = re => (re.exec(w.slice(r)) || [""])[0].length;
	let n = ending(SUFFIX);
	if (n && (n > 1 || !w.endsWith("s") || AFTER.test(w))) w = w.slice(0, -n);
	if (ending(DOUBLE)) w = w.slice(0, -1);
	if (n = ending(ADJECTIVE)) w = w.slice(0, -n);
	return w;
};
const stem = w => {
	if (w.length < 4 || DIGIT.test(w) || !ALL.test(w)) return w;
	const m = /^(.*policy)(?:n|ns|s|er|ers|erna|ernas)$/.exec(w) || /^(..+het)(?:s|en|ens|er|ers|erna|ernas)?$/.exec(w), rest = w.replace(/s$/, "");
	if (m) return m[1];
	if (rest.length > 4 && (/(?:jö|é)n$/.test(rest) || /et$/.test(rest) && !/(?:itet|budget|paket|internet|planet|staket|magnet|arbet|diet|alfabet|mycket|inget)$/.test(rest) ||
		/an$/.test(rest) && (/mman$/.test(rest) || !/(?:plan|organ|roman|man|ocean|titan|utan|innan|redan|sedan|medan|ovan|nedan|annan|sådan)$/.test(rest)))) w = rest.slice(0, -1);
	w = snowball(w);
	if (w.length > 7 && /(?:er|l)ing$/.test(w)) return w.slice(0, -3);
	if (w.length > 7 && /[^aeiouyåäö]ning$/.test(w)) return w.slice(0, -4);
	return w.replace(/mm$/, "m");
};

/* 4. Compounds of a query, by the stems that are parts of the site's own. */
const cuts = (w, parts) => {
	const out = [];
	for (let i = 2; w.length > 7 && i < w.length - 2; i++) {
		const head = w.slice(0, i), rest = w.slice(i), a = stem(head), b = stem(rest), last = parts.has(b);
		if (i > 2 && !index.stop.has(head) && parts.has(a) || last && rest.length > 5 && /^(?:in|ut|åter)$/.test(head)) {
			if (parts.has(a)) out.push({ a, b, rest, last: last && !index.stop.has(rest) });
		}
	}
	return out;
};
const fewest = (w, parts) => {
	const list = cuts(w, parts), two = list.find(c => c.last);
	if (two) return [two.a, two.b];
	for (const c of list) {
		const more = cuts(c.rest, parts).find(d => d.last);
		if (more) return [c.a, more.a, more.b];
	}
	return null;
};

/* 5. A query: words and phrases to documents, the best first. */
const ENDINGS = ["ningarna", "ningens", "ingarna", "ingens", "arnas", "ernas", "ornas", "andes", "ades", "aste", "elsers"];
const parse = text => {
	const all = [], phrases = [], q = tidy(text.slice(0, 200)).split(/["“”„]/);
	q.forEach((run, i) => {
		const list = tokens(run), quoted = i % 2 && i < q.length - 1;
		let end = 0;
		if (quoted && list.length) phrases.push(list.map(t => t.t));
		list.forEach((t, n) => {
			if (t.s < end) return;
			end = t.e;
			all.push({ t: t.t, w: whole(t.t), quoted: quoted ? phrases.length : 0, last: !quoted && i === q.length - 1 && n === list.length - 1 && end === run.length });
		});
	});
	return { phrases, words: all.filter(w => !index.stop.has(w.w) || w.last && all.length === 1).slice(0, 12) };
};
/* find gives the ways to satisfy a word: terms that share a section, at a factor. What it lacks goes into missing. */
const find = ({ t: token, w, last, quoted }, missing, asked) => {
	const out = [], seen = new Set(), s = stem(w), key = fold(w), { bounds, m } = index;
	const add = (t, f) => { if (!seen.has(t.t)) { seen.add(t.t); out.push({ t: [t], f }); } };
	const place = k => {
		let a = 0, b = bounds.length;
		while (b - a > 1) {
			const mid = a + b >> 1;
			if (bounds[mid] <= k) a = mid; else b = mid;
		}
		return a;
	};
	const get = i => {
		if (files["terms-" + i]) return shard("terms-" + i);
		if (i < bounds.length) missing.push("terms-" + i);
		return [];
	};
	const same = s => get(place(fold(s))).filter(t => t.k === fold(s)), just = s => same(s).filter(t => t.t === s);
	just(s).forEach(t => add(t, 16));
	const exact = out.length;
	if (!exact || ascii(w)) same(s).forEach(t => add(t, 7));
	if (quoted) return out;
	for (const g of m.synonyms) if (g.some(x => x === s || x.split(" ").includes(s) && x.split(" ").every(y => asked.has(y)))) g.forEach(x => {
		const t = x.split(" ").map(y => just(y)[0]);
		if (!t[1]) t.forEach(t => t && add(t, 10)); else if (t.every(x => x)) out.push({ t, f: 10 });
	});
	if ((last || !exact) && w.length > 2) {
		const j = place(key);
		let n = 60;
		for (let i = j; i < bounds.length && i < j + 2; i++) {
			if (i > j && bounds[i].slice(0, key.length) !== key.slice(0, bounds[i].length)) break;
			for (const t of get(i)) if (t.k.startsWith(key) && n-- > 0) add(t, 6);
		}
	}
	if (last && !exact) for (let i = 3; i < w.length; i++) {
		if (ENDINGS.some(e => e.startsWith(w.slice(i)))) just(w.slice(0, i)).forEach(t => add(t, 8));
	}
	let split = null, take = just;
	if (!DIGIT.test(w)) {
		if (token !== w) split = token.split("-").map(stem);
		else if (w.length > 7) {
			if (!files.parts) missing.push("parts");
			else {
				split = fewest(w, once("parts", () => new Set(words(files.parts[0]))));
				if (!split && ascii(w) && (split = fewest(w, once("folded", () => new Set(words(files.parts[0]).map(fold)))))) take = same;
			}
		}
	}
	const t = split && split.map(s => take(s)[0]);
	if (t && t.every(x => x)) out.push({ t, f: take === just ? 9 : 5, min: exact ? 5 : 0 });
	return out;
};
/* weigh gives the weight of a word in each section. Where the compound itself is known, its parts must stand in titles. */
const weigh = ways => {
	const out = {};
	for (const { t, f, min = 0 } of ways) {
		const sum = {}, met = {}, bare = {};
		for (const { p } of t) {
			let rare = 3;
			for (let r = Math.floor(index.m.sections * 2 / p.length); r > 1; r >>= 1) rare++;
			for (let i = 0; i < p.length; i += 2) {
				sum[p[i]] = (sum[p[i]] || 0) + p[i + 1] * rare;
				met[p[i]] = (met[p[i]] || 0) + 1;
				bare[p[i]] = (bare[p[i]] || 0) + p[i + 1];
			}
		}
		for (const s in sum) if (met[s] === t.length && bare[s] >= min * t.length) out[s] = Math.max(out[s] || 0, Math.floor(sum[s] / t.length) * f);
	}
	return out;
};
const rank = lists => {
	const docs = {}, total = {}, { doc, first, group } = index;
	let most = 0;
	lists.forEach((list, w) => {
		for (const s in list) {
			const d = doc[s], x = docs[d] = docs[d] || { d, n: 0, best: [], hits: [], s: -1, max: 0, top: 0 };
			if (!x.best[w]) { x.n++; x.best[w] = x.hits[w] = 0; }
			most = Math.max(most, x.n);
			x.best[w] = Math.max(x.best[w], list[s]);
			x.hits[w]++;
			total[s] = (total[s] || 0) + list[s];
		}
	});
	for (const s in total) {
		const x = docs[doc[s]];
		x.max = Math.max(x.max, total[s]);
		if (+s === first[x.d]) x.top = total[s];
		else if (x.s < 0 || total[s] > total[x.s]) x.s = +s;
	}
	const hits = Object.keys(docs).map(d => docs[d]).filter(x => x.n === most);
	for (const x of hits) {
		x.score = x.max >> 1;
		x.best.forEach((b, w) => { x.score += b + Math.min(8, x.hits[w]) * 20; });
		x.direct = x.s < 0 || x.top > 2 * total[x.s]; // the document itself is the hit
		if (x.s < 0) x.s = first[x.d];
	}
	hits.sort((a, b) => b.score - a.score || group[b.d][2] - group[a.d][2] || a.d - b.d);
	return { hits, partial: most < lists.length };
};
/* A phrase's sections: what the lists of its pairs of words have in common, each known by its hash. */
const neighbours = p => p.slice(1).map((b, i) => [p[i], b]).filter(([a, b]) => !index.stop.has(a) || !index.stop.has(b)).map(pair => {
	let h = 2166136261;
	for (const c of pair.join(" ")) h = Math.imul(h ^ c.charCodeAt(0), 16777619);
	return h & index.m.pairs[0] - 1;
});
const pairs = h => {
	const per = index.m.pairs[1], name = "pairs-" + Math.floor(h / per);
	return once(name, () => {
		const bits = reader(files[name][0]);
		return Array(per).fill(0).map(() => {
			const list = new Set();
			for (let n = bits.gamma() - 1, k = n && bits.gamma() - 1, at = -1; n-- > 0;) list.add(at += bits.rice(k) + 1);
			return list;
		});
	})[h % per];
};
/* verify keeps the hits in whose text the phrases stand. Of very many candidates only the best are read. */
const verify = (out, q, lists, done) => need([].concat(...q.phrases.map(p => neighbours(p).map(h => "pairs-" + Math.floor(h / index.m.pairs[1])))), ok => {
	if (!ok) return done(null);
	const kept = [], run = t => " " + tokens(t).map(t => t.t).join(" ") + " ", sets = q.phrases.map(p => neighbours(p).map(pairs));
	let left = 150;
	const todo = out.hits.filter(x => {
		x.look = q.phrases.map((p, i) => {
			const list = [];
			for (let s = index.first[x.d]; index.doc[s] === x.d; s++) if (sets[i].every(set => set.has(s)) && q.words.every((w, n) => w.quoted !== i + 1 || lists[n][s])) list.push(s);
			return list;
		});
		if (!x.look.every(list => list.length)) return false;
		left -= new Set([].concat(...x.look).map(s => index.piece[s])).size;
		if (left < 0) out.least = true;
		return left >= 0;
	});
	const next = () => {
		const batch = todo.splice(0, 20);
		if (!batch.length) { out.hits = kept; return done(out); }
		texts([].concat(...batch.map(x => [].concat(...x.look))), ok => {
			if (!ok) return done(null);
			for (const x of batch) if (q.phrases.every((p, i) => x.look[i].some(s => {
				const { id, heading, text } = part(s);
				if (![id || heading ? "" : piece(s).title, heading, text].some(t => run(t).includes(" " + p.join(" ") + " "))) return false;
				if (!x.direct || id) x.s = s;
				return true;
			}))) kept.push(x);
			next();
		});
	};
	next();
});
/* better is the query with the nearest of the site's words for those that it does not know, if there are any. */
const better = (text, unknown) => {
	const known = once("words", () => files.words ? words(files.words[0]) : []);
	let out = tidy(text.slice(0, 200)), changed = "";
	for (const { t, w } of unknown) {
		const k = fold(w), limit = Math.min(3, k.length >> 2);
		let best = "", least = limit * 8 + 8;
		for (const x of known) {
			const f = fold(x);
			if (Math.abs(f.length - k.length) > limit) continue;
			let same = 0;
			while (same < 7 && same < k.length && f[same] === k[same]) same++;
			const d = steps(k, f, limit) * 8 - same;
			if (d < least) { least = d; best = x; }
		}
		const at = out.toLowerCase().indexOf(t);
		if (best && at >= 0) changed = out = out.slice(0, at) + best + out.slice(at + t.length);
	}
	return changed;
};
/* steps is how many letters must be put in, left out, changed or exchanged with the next; more than limit is not counted out. */
const steps = (a, b, limit) => {
	let before = [], row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
		}
		if (Math.min(...next) > limit) return 99;
		before = row;
		row = next;
	}
	return row[b.length] > limit ? 99 : row[b.length];
};
/* search calls done with the hits, null if a file could not be read. */
api.search = (text, done) => need(["index"], ok => {
	if (!ok) return done(null);
	if (!index) start();
	const q = parse(text);
	const step = ok => {
		const missing = [], asked = new Set(q.words.map(w => stem(w.w))), ways = q.words.map(w => find(w, missing, asked));
		if (!ok) return done(null);
		if (missing.length) return need(missing, step);
		const lists = ways.map(weigh), out = rank(lists), used = [].concat(...ways.map(list => [].concat(...list.map(u => u.t))));
		out.terms = new Set(used.map(t => t.t));
		out.heads = new Set(used.map(t => t.t.slice(0, 2)));
		out.subs = [].concat(...q.words.map(w => [fold(w.w), fold(stem(w.w))]), ...ways.map(list => [].concat(...list.filter(u => u.t[1]).map(u => u.t.map(t => t.k))))).filter(x => x.length > 3);
		const unknown = q.words.filter((w, i) => !ways[i].length && w.w.length > 3 && !DIGIT.test(w.w));
		if (unknown.length) need(["words"], () => { out.better = better(text, unknown); done(out); });
		else if (!q.phrases.length || out.partial) done(out);
		else verify(out, q, lists, done);
	};
	step(true);
});

/* 6. Excerpts. marks gives the places of hits in a text, excerpt the best window of it. */
const marks = (text, out) => {
	const list = [];
	for (const { t, s, e } of tokens(text)) {
		const w = whole(t), f = fold(t), k = out.heads.has(w.slice(0, 2)) ? stem(w) : t;
		if (out.terms.has(t) || out.terms.has(k)) { list.push({ s, e, k }); continue; }
		const best = f.length === e - s ? out.subs.filter(x => f.includes(x)).sort((a, b) => b.length - a.length)[0] : "";
		if (best) list.push({ s: s + f.indexOf(best), e: s + f.indexOf(best) + best.length, k: best });
	}
	return list;
};
const excerpt = (text, list) => {
	let best, most = 0, from = 0;
	list.forEach((m, i) => {
		const near = list.slice(i).filter(x => x.e < m.s + 180), n = new Set(near.map(x => x.k)).size + near.length / 100;
		if (n > most) { most = n; best = m; }
	});
	if (best && best.s > 90) {
		const a = text.slice(0, best.s);
		from = Math.max(a.lastIndexOf("\n") + 1, a.lastIndexOf(". ") + 2, 0);
		if (a.length - from > 120) from = a.indexOf(" ", a.length - 60) + 1 || a.length;
	}
	const to = from + 240 >= text.length ? text.length : Math.max(text.lastIndexOf(" ", from + 240), best ? best.e : from + 200);
	return { from, to, cut: from > 0 && !/[.\n] ?$/.test(text.slice(0, from)) };
};
/* The document's own data are lines of which one is enough. */
const shown = (x, out) => {
	const p = part(x.s);
	if (x.s === index.first[x.d]) p.text = p.text.split("\n").sort((a, b) => marks(b, out).length - marks(a, out).length)[0];
	p.places = marks(p.text, out);
	return Object.assign(p, excerpt(p.text, p.places));
};
api.core = { tokens, stem, fold, tidy, whole, piece, texts, shown, index: () => index };

/* 7. The page. Its words are data attributes of the form. */
const form = root.document && document.querySelector("form[data-index]");
if (!form) return;
const $ = s => document.querySelector(s), field = form.elements.q, say = form.dataset, title = document.title;
const nav = $(".facett"), count = $(".antal-stor"), list = $(".traff"), more = $(".efter"), tips = $(".tips");
let state, turn = 0, timer;
base = say.index;
query = say.version ? "?v=" + say.version : "";

const fill = (e, kids) => {
	e.textContent = "";
	for (const k of kids) e.appendChild(k.nodeType ? k : document.createTextNode(k));
	return e;
};
const el = (name, attrs, ...kids) => {
	const e = document.createElement(name);
	for (const a in attrs) if (attrs[a]) e.setAttribute(a, attrs[a]);
	return fill(e, kids);
};
/* On a phone the choices are folded, so that hits are what is seen. */
const choices = el("div"), folder = nav.appendChild(el("details", {}, el("summary", {}, nav.getAttribute("aria-label")), choices));
const wide = root.matchMedia("(min-width: 62rem)");
(wide.onchange = () => { folder.open = wide.matches; })();
const sentence = (text, values) => (text || "").split(/(\{\d\})/).map((p, i) => i % 2 ? values[p[1]] : p);
const read = () => {
	const s = { q: "", kind: "", body: "", status: "", n: "" };
	for (const p of location.search.slice(1).split("&")) {
		const [k, v = ""] = p.split("=");
		try { if (typeof s[k] === "string") s[k] = decodeURIComponent(v.replace(/\+/g, " ")); } catch (e) { /* not ours */ }
	}
	return s;
};
const address = change => "?" + Object.entries(Object.assign({}, state, { n: "" }, change)).filter(([, v]) => v).map(p => p.map(encodeURIComponent).join("=")).join("&");
/* go keeps the address in step: one entry of the history for a search or choice, none for a letter. */
const go = (to, push, focus) => {
	try { if (to !== location.search) history[push ? "pushState" : "replaceState"](null, "", to); } catch (e) { if (push) { location.search = to; return; } }
	const q = field.value;
	state = read();
	if (push === 2) field.value = state.q; else state.q = q;
	run(focus);
};
const run = focus => {
	const mine = ++turn;
	if (!state.q.trim()) return draw();
	api.search(state.q, out => {
		if (mine !== turn) return;
		if (!out) { count.textContent = say.failed; return; }
		const { group, m } = index, pick = [(state.kind && m.kinds.findIndex(k => k[0] === state.kind)), (state.body && m.bodies.findIndex(k => k[0] === state.body)), { "": 1, inactive: 0 }[state.status]];
		const fits = (x, but) => pick.every((p, i) => i === but || p === "" || p === undefined || group[x.d][i] === p);
		const hits = out.hits.filter(x => fits(x)), top = hits.slice(0, +state.n || 10), blocks = [];
		const facet = (key, i, name, choices) => {
			const all = out.hits.filter(x => fits(x, i)), items = [];
			for (const [id, label, k] of choices) {
				const n = k < 0 ? all.length : all.filter(x => group[x.d][i] === k).length, now = id === state[key];
				if (n || now) items.push(el("li", {}, el("a", { href: address({ [key]: id }), "aria-current": now && "true" }, el("span", {}, label), el("span", { "class": "tal" }, String(n)))));
			}
			if (items.length) blocks.push(el("h2", { id: "_f-" + key }, name), el("ul", { "aria-labelledby": "_f-" + key }, ...items));
			return all;
		};
		facet("kind", 0, say.kind, [["", say.all, -1], ...m.kinds.map((k, i) => [...k, i])]);
		facet("body", 1, say.body, [["", say.all, -1], ...m.bodies.map((k, i) => [...k, i])]);
		const any = facet("status", 2, say.status, [["", say.active, 1], ["inactive", say.inactive, 0], ["all", say.all, -1]].slice(0, out.hits.some(x => !group[x.d][2]) || state.status ? 3 : 1)).length;
		texts(top.map(x => x.s), ok => {
			if (mine !== turn) return;
			if (ok) draw(out, hits.length, top, blocks, any - hits.length, focus); else count.textContent = say.failed;
		});
	});
};
const marked = (text, places, from = 0, to = text.length) => {
	const kids = [];
	for (const m of places) {
		if (m.s < from || m.e > to) continue;
		kids.push(text.slice(from, m.s), el("mark", {}, text.slice(m.s, m.e)));
		from = m.e;
	}
	return [...kids, text.slice(from, to)];
};
const hit = (x, out) => {
	const f = piece(x.s), p = shown(x, out), url = say.root + f.url + (f.url.endsWith("/") && say.file || ""), here = p.id ? url + "#" + p.id : url;
	const badge = el("span", { "class": "marke" + (f.cls && " marke--" + f.cls) }), svg = n => document.createElementNS("http://www.w3.org/2000/svg", n);
	if (f.mark) {
		const icon = badge.appendChild(svg("svg"));
		icon.setAttribute("class", "ikon");
		icon.setAttribute("aria-hidden", "true");
		icon.appendChild(svg("use")).setAttribute("href", "#_m-" + f.mark);
	}
	badge.appendChild(el("span", {}, f.word));
	return el("li", {},
		el("h2", { lang: f.lang }, el("a", { href: x.direct ? url : here }, ...marked(f.title, marks(f.title, out)))),
		el("p", { "class": "om" }, badge, el("span", {}, f.about, ...f.date ? [" ", el("time", { datetime: f.date }, f.date)] : [])),
		el("p", { "class": "utdrag", lang: f.lang }, ...p.heading ? [el("a", { href: here }, ...marked(p.heading, marks(p.heading, out))), ": "] : [],
			p.cut ? "… " : "", ...marked(p.text, p.places, p.from, p.to), p.to < p.text.length ? " …" : ""));
};
const draw = (out, n, top, blocks, others, focus) => {
	const links = [], link = (change, ...text) => links.push(el("a", { "class": "tva", href: address(change) }, ...text));
	fill(count, !out ? [] : sentence(!n ? out.least ? say.unsure : say.none : out.least ? say.least : say[(n > 1 ? "other" : "single") + (state.status && "All")], [String(n), el("strong", {}, state.q.trim())]).concat(n && out.partial ? " " + say.partial : []));
	if (out && out.better) count.append(". ", ...sentence(say.better, [el("a", { href: address({ q: out.better }) }, out.better)]));
	document.title = (out ? count.textContent + " – " : "") + title;
	fill(list, n ? top.map(x => hit(x, out)) : []);
	list.hidden = !n;
	nav.hidden = !out || !out.hits.length;
	if (blocks) fill(choices, blocks);
	if (n > 10 && n > top.length) link({ n: top.length + 10 }, say.more);
	if (others > 0 && !state.status) link({ status: "all" }, ...sentence(others > 1 ? say.alsoOther : say.alsoOne, [String(others)]));
	fill(more, links);
	if (tips) tips.hidden = !out || n > 0;
	const to = focus && (focus < list.children.length ? list.children[focus].querySelector("a") : $('[aria-labelledby="' + focus + '"] [aria-current]'));
	if (to) to.focus();
};
form.addEventListener("submit", e => { e.preventDefault(); clearTimeout(timer); go(address({ q: field.value }), 1); });
field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => go(address({ q: field.value })), 150); });
field.addEventListener("keydown", e => {
	if (e.key !== "Escape") return;
	e.preventDefault();
	clearTimeout(timer);
	field.value = "";
	go(address({ q: "" }));
});
for (const box of [nav, more, count]) box.addEventListener("click", e => {
	const a = e.target.closest("a");
	if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
	e.preventDefault();
	const to = a.getAttribute("href");
	if (box === count) field.focus();
	go(to, 2, box === nav ? a.closest("ul").getAttribute("aria-labelledby") : String(/[?&]n=/.test(to) ? list.children.length : 0));
});
window.addEventListener("popstate", () => { state = read(); field.value = state.q; run(); });
state = read();
field.value = state.q || field.value;
if (state.q) run();
})(this);
