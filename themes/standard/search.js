/* Search without a server. The index is classic scripts in a folder of its own (made by generator/search);
   a query loads the few it needs, also from file://. All weights are whole numbers, so every browser ranks
   alike. Hits are written as text, never as HTML. */
(root => {
"use strict";
const api = root.styrdokSearch = {};
let base = "", query = "", index;

/* 1. Files. Each is a script that calls load with its name and its data: JSON that is deflated and written in digits of base 91. */

const files = new Map();
const reading = new Map();

api.load = (name, data) => { files.set(name, data); };

api.fetch = name => new Promise(resolve => {
	const script = document.createElement("script");
	script.src = base + name + ".js" + query;
	script.onload = script.onerror = () => { script.remove(); resolve(); };
	document.head.append(script);
});

/* octets reads 13 bits from every two digits, and 6 from one that is left over. */
function octets(text) {
	const pairs = text.length >> 1, out = new Uint8Array(pairs * 13 + text.length % 2 * 6 >> 3);
	const digit = i => { const code = text.charCodeAt(i); return code - 32 - (code > 34) - (code > 60) - (code > 62) - (code > 92); };
	for (let i = 0, at = 0, bits = 0, n = 0; at < out.length; i++) {
		n = i < pairs ? n << 13 | digit(2 * i) * 91 + digit(2 * i + 1) : n << 6 | digit(2 * i);
		for (bits += i < pairs ? 13 : 6; bits > 7; bits -= 8) out[at++] = n >> bits - 8;
		n &= 127;
	}
	return out;
}

/* unpack writes to the stream itself: a Blob's bytes go by way of the browser's own process. A broken file fails where it is read. */
api.unpack = bytes => {
	const { readable, writable } = new DecompressionStream("deflate-raw"), writer = writable.getWriter();
	for (const done of [writer.write(bytes), writer.close()]) done.catch(() => {});
	return new Response(readable).text();
};

async function read(name, convert) {
	if (!files.has(name)) await api.fetch(name);
	if (!files.has(name)) throw new Error(name + ".js cannot be read");
	const data = files.get(name);
	return convert(typeof data === "string" ? JSON.parse(await api.unpack(octets(data))) : data);
}

/* load reads a file once; one that failed is tried again the next time. */
function load(name, convert) {
	if (!reading.has(name)) {
		const promise = read(name, convert);
		reading.set(name, promise);
		promise.catch(() => reading.delete(name));
	}
	return reading.get(name);
}

/* 2. The index. A section is known by one number: its document's times SPAN, the number of the file of text where
   it lies times PER_TEXT, and its place there. */

const PER_TEXT = 64, SPAN = 1024 * PER_TEXT;
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const docOf = section => Math.floor(section / SPAN);

/* numbers reads numbers: the last digit, in base 57, is a character from # to [, those before it, in base 34, from
   ] to ~. */
function numbers(text) {
	const out = [];
	let n = 0;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code > 92) n = n * 34 + code - 93;
		else {
			out.push(n * 57 + code - 35);
			n = 0;
		}
	}
	return out;
}

/* unshare reads words in their order: a capital letter tells how many characters each shares with the one before it. */
function unshare(text) {
	let before = "";
	return (text.match(/[A-Z][^A-Z]*/g) || []).map(w => before = before.slice(0, w.charCodeAt(0) - 65) + w.slice(1));
}

/* today is set by script.js; what comes to hold until then, holds. */
const today = () => root.styrdokDay || "";

async function start() {
	await load("index", manifest => {
		index = manifest;
		index.stopWords = new Set(index.stop.split(" "));
		index.weakStems = new Set(index.weak.split(" "));
		index.kindStems = new Set(index.kinds.map(([, label]) => stem(lower(label))));
		index.ranges = unshare(index.ranges);
		index.group = numbers(index.members).map(n => index.groups[n]);
		for (const [doc, from, active] of index.changes || []) {
			if (from <= today()) index.group[doc] = [...index.group[doc].slice(0, 2), active];
		}
		query = "?v=" + index.version;
	});
}

/* shard reads the terms in one range of keys, in their order, and what words mean whose keys lie there. */
const shard = n => load("terms-" + n, ([words, lists, meant]) => {
	const packed = lists.split(" "), terms = unshare(words).map((text, i) => ({ text, key: fold(text), packed: packed[i] }));
	return Object.assign(terms, { meant: meant.split(";").map(entry => entry.split("=").map((side, i) => side.split(i ? "|" : " "))) });
});

/* bisect returns how many of n things in order come before a place. */
function bisect(n, isBefore) {
	let from = 0, to = n;
	while (from < to) {
		const middle = from + to >> 1;
		if (isBefore(middle)) from = middle + 1; else to = middle;
	}
	return from;
}

/* rangeOf returns the number of the range in which a key lies. */
const rangeOf = key => bisect(index.ranges.length, i => index.ranges[i] <= key);

/* postings returns sections and impacts of a term in turn. */
function postings(term) {
	if (term.postings) return term.postings;
	const out = [], list = numbers(term.packed);
	for (let i = 0, doc = -1; i < list.length;) {
		doc += list[i++] + 1;
		let section = doc * SPAN - 1;
		for (let n = list[i++] + 1; n > 0; n--) {
			const both = list[i++], impact = both % 4 + 1;
			section += (both >> 2) + 1;
			out.push(section, impact < 4 ? impact : 4 + list[i++]);
		}
	}
	return term.postings = out;
}

/* textOf returns the name of the file that has the text of a section. */
function textOf(section) {
	const doc = docOf(section), n = Math.floor(section % SPAN / PER_TEXT);
	let code = 0;
	for (const c of index.names.slice(4 * doc, 4 * doc + 4)) code = code * 64 + BASE64.indexOf(c);
	return "text-" + code.toString(36) + (n ? "-" + n : "");
}

const opened = new Map();

/* texts loads the texts of sections, piece and part look into what has been loaded. */
const texts = sections => Promise.all(sections.map(section => {
	const name = textOf(section);
	return load(name, ([URL, Title, About, Language, Date, Mark, Word, Class, Beside, Sections, later]) => {
		const text = { URL, Folder: URL, Title, About, Language, Date, Mark, Word, Class, Beside, Sections };
		for (const l of later) if (l[0] <= today()) [, text.Mark, text.Word, text.Class, text.Beside, text.URL = text.URL] = l;
		opened.set(name, text);
	});
}));
const piece = section => opened.get(textOf(section));
function part(section) {
	const [id, heading, text] = piece(section).Sections[section % PER_TEXT];
	return { id, heading, text };
}

/* 3. Words, as generator/search has them. */

const WORD = /[0-9a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff]/;
const ONLY_WORD = RegExp("^" + WORD.source + "+$"), BEGINS = RegExp("§|" + WORD.source, "g"), RUN = RegExp(WORD.source + "+", "y");
const DIGIT = /[0-9]/, NUMBER = /^[-0-9\/:.,]*$/, HYPHEN = /[-\u2010\u2011]/, JOINT = /[\/:.,]/, PARAGRAPH = /§[§ \u00a0\u202f]*(\d*)/y;
const GROUPS = RegExp("[1-9]\\d{0,2}(?:[ \u00a0\u202f]\\d{3}){1,4}(?!" + WORD.source + ")", "y"); // 150 000
const MAX_TOKEN = 64;

const isASCII = text => /^[\x00-\x7f]*$/.test(text);
const tidy = text => text.normalize("NFC").replace(/\u00ad/g, "");
const fold = text => isASCII(text) ? text : text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/æ/g, "a").replace(/ø/g, "o");
const whole = token => NUMBER.test(token) ? token : token.replace(/-/g, "");

function lower(text) {
	return text.replace(/[²³¹\u2070-\u208e]/g, c => c.normalize("NFKC")).replace(/İ/g, "i").replace(/Σ/g, "σ").toLowerCase();
}

/* tokens takes tidy text and gives words with where they begin and end. */
function tokens(text) {
	const low = lower(text), out = [];
	const is = (pattern, i) => pattern.test(low.charAt(i));
	const at = (pattern, i) => {
		pattern.lastIndex = i;
		return pattern.exec(low);
	};
	for (let i = 0, first; (first = at(BEGINS, i));) {
		const start = first.index;
		if (first[0] === "§") {
			const [all, digits] = at(PARAGRAPH, start), number = digits.slice(0, MAX_TOKEN);
			i = start + all.length - digits.length; // the number is a word too
			if (number) out.push({ token: "§" + number, start, end: i + number.length });
			continue;
		}
		let end = start, word = "";
		while (word.length < MAX_TOKEN) {
			const [number] = /^$|-$/.test(word) && is(DIGIT, end) && at(GROUPS, end) || [], [run] = at(RUN, end) || [];
			if (number) [word, end] = [word + number.replace(/\D/g, ""), end + number.length];
			else if (run) [word, end] = [word + run.slice(0, MAX_TOKEN - word.length), end + Math.min(run.length, MAX_TOKEN - word.length)];
			else if (is(HYPHEN, end) && is(WORD, end + 1)) [word, end] = [word + "-", end + 1];
			else if (is(JOINT, end) && is(DIGIT, end - 1) && is(DIGIT, end + 1)) word += low.charAt(end++);
			else break;
		}
		out.push({ token: word, start, end });
		i = end;
	}
	return out;
}

const SUFFIX = /(?:a|arna|erna|heterna|orna|ad|e|ade|ande|arne|are|aste|en|anden|aren|heten|ern|ar|er|heter|or|as|arnas|ernas|ornas|es|ades|andes|ens|arens|hetens|erns|at|andet|het|ast|s)$/;
const REGION = /^.*?[aeiouyåäö][^aeiouyåäö]/, AFTER = /[bcdfghjklmnoprtvy]s$/, DOUBLE = /(?:dd|gd|nn|dt|gt|kt|tt|löst|fullt)$/, ADJECTIVE = /(?:lig|ig|els)$/;
const POLICY = /^(.*policy)(?:n|ns|s|er|ers|erna|ernas)$/, HET = /^(..+het)(?:s|en|ens|er|ers|erna|ernas)?$/;
const NOT_ET = /(?:itet|budget|paket|internet|planet|staket|magnet|arbet|diet|alfabet|mycket|inget)$/;
const NOT_AN = /(?:plan|organ|roman|man|ocean|titan|redan|sedan|medan|ovan|nedan|sådan)$/;

/* Endings of words of six letters or more, and what stands for them. */
const DEFINITE = [[/([eioäé])na$/, "$1"], [/([eo][lr])n$/, "$1"], [/([^ae]i|[^aeiou]y)n$/, "$1"], [/([bdfgkpstv])r(?:et|en)$/, "$1er"],
	[/(int|yst|ist|eat|ld|ott|serv)rar(?:na)?$/, "$1er"], [/([kt])n(?:et|en)$/, "$1en"],
	[/(v|pp|[eiuyå]t|[aoä]g)n[ae]$/, "$1en"], [/(iv|ll|mm|[iuå]t|[iu]d|nn|und|upp)it$/, "$1"]];
const NOT_NA = /(?:förs?e|tjä|hye)na$/, PLURAL = /(städ|länd|stränd|tänd|händ|böck|ledamöt|bokstäv|nätt|rött)er(?:na)?$/;
const SINGULAR = { böck: "bok", ledamöt: "ledamot", bokstäv: "bokstav", rött: "rot", nätt: "natt" };

function snowball(word) {
	const region = REGION.exec(word), from = region ? Math.max(3, region[0].length) : word.length;
	const ending = pattern => (pattern.exec(word.slice(from)) || [""])[0].length;
	let n = ending(SUFFIX);
	if (n > 1 || n && (!word.endsWith("s") || AFTER.test(word))) word = word.slice(0, -n);
	if (ending(DOUBLE)) word = word.slice(0, -1);
	n = ending(ADJECTIVE);
	return n && !/(?:lig|els)$/.test(word) ? word.slice(0, -n) : word;
}

/* indefinite takes off the end of a definite form what Snowball does not know. */
function indefinite(word) {
	const rest = word.replace(/s$/, "");
	if (rest.length < 5) return word;
	if (PLURAL.test(rest)) return rest.replace(PLURAL, (_, x) => SINGULAR[x] || x.replace("ä", "a"));
	const [pattern, put] = rest.length > 5 && DEFINITE.find(([p], i) => p.test(rest) && (i || !NOT_NA.test(rest))) || [];
	if (pattern) return rest.replace(pattern, put);
	if (rest === "egna") return "egen";
	const definite = /(?:jö|é)n$/.test(rest) || /et$/.test(rest) && !NOT_ET.test(rest) ||
		/an$/.test(rest) && (/mman$/.test(rest) || !NOT_AN.test(rest));
	return definite ? rest.slice(0, -1) : word;
}

const PREFIX = /^(?:för|före|över|under|efter|genom|åter|från|ut|in|till|av|an|be|upp|om|på|fram|med|mot|sam).?$/;

/* settle takes endings off as long as there is one that may be the noun's own: kostnad, plats, kvarter. */
function settle(word) {
	let out = snowball(word);
	for (let taken = word.slice(out.length); !/(?:ren|els|(?:in|mot|an|av|upp|för|bi|ut|till|över|under|te|und)sat|appar)$/.test(out);) {
		const more = /(?:a[drst]|or|s)$/.test(out) && (taken !== "or" || !out.endsWith("at")) || /^(?:$|e|s)/.test(taken) && /(?:e[nrl]|an)$/.test(out);
		const next = more ? snowball(out) : out;
		if (next === out || PREFIX.test(next)) break;
		[taken, out] = [out.slice(next.length), next];
	}
	return out;
}

/* plain brings the ends of stems together. */
function plain(word) {
	const n = word.length;
	if (n > 5 && /(?:[ei]um|iet)$/.test(word)) word = word.slice(0, -2);
	else if (n > 5 && /(?:[ioy]n|ot)$/.test(word) && !/[st]ion$/.test(word)) word = word.slice(0, -1);
	else if (n > 4 && (/(?:[lv]t|[eiuyäöå]rt|[bv]art|klart|rart|öst|[lr]d)$/.test(word) && !/(?:stol|skyl|svar|stör|[ps]er|över|åter)t$/.test(word) || word === "stort")) {
		word = word.slice(0, -1);
		if (/[ae]r$/.test(word)) word = snowball(word);
	} else word = word.replace(/mm$/, "m");
	return word.replace(/^(..+[bdfgkpstv])l$/, "$1el");
}

function stem(word) {
	if (word.length < 4 || DIGIT.test(word) || !ONLY_WORD.test(word)) return word;
	const known = POLICY.exec(word) || HET.exec(word);
	if (known) return known[1];
	word = settle(indefinite(word));
	if (word.length > 7 && /(?:er|l|för)ing$/.test(word)) word = word.slice(0, -3);
	else if (word.length > 7 && /[^aeiouyåäö]ning$/.test(word)) word = word.slice(0, -4);
	return plain(word);
}

/* 4. Compounds of a query, by the stems that are parts of the site's own. */

function cuts(word, stems) {
	const out = [];
	for (let i = 2; word.length > 6 && i < word.length - 2; i++) {
		const head = word.slice(0, i), tail = word.slice(i), a = stem(head), b = stem(tail);
		const particle = /^(?:in|ut|åter)$/.test(head) && tail.length > 5 && stems.has(b);
		if (stems.has(a) && (particle || i > 2 && !index.stopWords.has(head))) {
			out.push({ head: a, tail: b, rest: tail, ends: stems.has(b) && !index.stopWords.has(tail) });
		}
	}
	return out;
}

/* fewest returns the two or three stems that a word can be put together of, null if it cannot. */
function fewest(word, stems) {
	const list = cuts(word, stems), two = list.find(c => c.ends);
	if (two) return [two.head, two.tail];
	for (const c of list) {
		const more = cuts(c.rest, stems).find(d => d.ends);
		if (more) return [c.head, more.head, more.tail];
	}
	return null;
}

/* knownPart returns the stem with which a word begins or ends, if what is left looks like a word: hund of hundbajs, but not
   roll of rollator. */
function knownPart(word, stems) {
	const isRest = text => text.length > 3 && /^[^aeiouyåäö]+[aeiouyåäö]/.test(text) && !/^(?:[bls]?het|skap|ning|ling|lig|sam|bar|ter|ner|ler|ser|der)/.test(text);
	for (let i = word.length - 4; i > 3; i--) {
		const begin = word.slice(0, i), head = stem(begin);
		if (stems.has(head) && (begin === head || begin === head + "s") && isRest(word.slice(i))) return head;
	}
	for (let i = 3; i < word.length - 5; i++) {
		const tail = stem(word.slice(i));
		if (stems.has(tail)) return tail;
	}
	return "";
}

/* 5. A query: words and phrases to documents, the best first. */

const MAX_QUERY = 200, MAX_WORDS = 12, MAX_PREFIXED = 60, MAX_TEXTS = 100;
const ENDINGS = ["ningarna", "ningens", "ingarna", "ingens", "arnas", "ernas", "ornas", "andes", "ades", "aste", "elsers"];
const QUESTION = /^ *(?:hur|vad|vem|vilk(?:a|en|et)|när|vart?|varför|får|måste|kan|är|ska(?:ll)?|har|behöver|behövs|finns|gäller|går|blir|kostar|bör|vill|jag|vi|min|mitt|mina|om) |\? *$/i;
/* What such a word ends a compound with says little: of diarieföringsplikt the first part is meant. */
const GENERAL = /^(?:plikt|skyldighet|krav|reg(?:el|ler)|regelverk|rätt|rättighet|tid|ansvar|rutin|behov|fråg|ärend|process|princip|villkor|bestämmelse|möjlighet|nivå|läg|situation|metod|områd|verksamhet|arbet|insats|ordning|hantering|blankett|mall|system|grupp|anpass(?:ad|ning)|vänlig|frihet|fri)(?:e[nrt]?|ar?|or|[aeo]rna|na|ets|ens|s)?$/;
/* Of some questions is known what the heading is called below which they are answered. */
const ASKS = [[/^ *vem /i, "ansvar roll"], [/betyde|definition|^ *vad (?:är|menas|avses|innebär) /i, "begrepp definition ordförklaring"]];
const says = token => !index.stopWords.has(token);

/* A number of a decision, a case or a document, but no years: 2024-2030. */
const NUMBERED = /^§|\d[\/:]\d|^\d{4}-(?!20\d\d$)\d+$/;

const decides = w => w && /^§|\d[\/:]\d|^\d{4}-\d\d-\d\d$/.test(w.token);

/* A § of a statute, "2 kap. 1 §" or "7 a §", is one word however it is written, and so is a day. */
const NO = "(\\d{1,3}(?!\\d)(?:[a-z]\\b| [a-hj-z](?= ?(?:§|kap)))?)", KAP = "kap(?:itlet|itel)?\\b[.,]* ?", PAR = "(?:§+|paragraf(?:en)?\\b)";
const OF = `(?:,? ?${PAR}? ?${NO}(?![/:])(?: ?${PAR})?)?`;
const PLACE = RegExp(`(?:${PAR} ?${NO}|\\b${NO} ?${PAR}),? ?(?:i )?(?:${NO} ?${KAP}|${KAP}${NO})|\\b${NO} ?${KAP}${OF}|\\b${KAP}${NO}${OF}|\\b${NO} ?§(?!§)`, "g");
const DAY = /\b(\d{1,2}) (jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[kc]t|nov|dec)([a-z]*) (\d{4})\b/g;

/* contracted puts words without blanks into a text for such places and days. What they are in the index, and the words that they were,
   is noted in written. */
function contracted(text, written) {
	const put = (sign, parts, joint, ...words) => {
		const token = parts.join(joint).replace(/ /g, "");
		written.set(token, { token: sign + token, words: words.join(" ").match(/\d+|[a-zåäö]+/g) });
		return token + " ";
	};
	return lower(text).replace(/\s+/g, " ")
		.replace(PLACE, (_, b, b2, a, a2, a3, b3, a4, b4, only) => {
			const chapter = a || a2 || a3 || a4, number = b || b2 || b3 || b4;
			return only ? put("§:", [only], "", only) : put("§", [chapter, number || "1"], ":", chapter, "kap", number);
		})
		.replace(DAY, (_, day, month, rest, year) => {
			const n = "janfebmaraprmajjunjulaugsepoktnovdec".indexOf(month.replace("may", "maj").replace("oct", "okt")) / 3 + 1;
			return put("", [year, String(n).padStart(2, 0), day.padStart(2, 0)], "-", day, month + rest, year);
		});
}

/* parse cuts a query into words and the phrases in quotation marks. */
function parse(text) {
	const all = [], written = new Map(), runs = tidy(text.slice(0, MAX_QUERY)).split(/["“”„]/);
	runs.forEach((run, i) => {
		const quoted = i % 2 === 1 && i < runs.length - 1, list = tokens(quoted ? run : run = contracted(run, written));
		const phrase = quoted ? list.map(t => t.token) : null;
		let end = 0;
		list.forEach((t, n) => {
			if (t.start < end) return; // the number of a §
			end = t.end;
			if (/^\d+$/.test(t.token) && n && list[n - 1].token === "paragraf") t.token = "§" + t.token;
			t.token = t.token.replace(/^(\d+)(?:kr|kronor)$/, "$1");
			const glued = /^([a-zåäö]{1,5})-?(\d+[\/:]\d+|(?:19|20)\d\d-\d+)$/.exec(t.token); // KS2018/412, ks-2018-412
			if (glued && !phrase) {
				all.push({ token: glued[1], whole: glued[1], phrase, last: false });
				t.token = glued[2].replace("-", "/");
			}
			const last = i === runs.length - 1 && n === list.length - 1 && end === run.length;
			const { token = t.token, words } = written.get(t.token) || {};
			all.push({ token, whole: whole(token), phrase, last, written: words });
		});
	});
	const words = all.filter(w => says(w.whole) || w.last && all.length === 1).slice(0, MAX_WORDS);
	words.forEach((w, i) => {
		/* It säkerhet and trygghets vandring may be one word each. */
		const apart = (a, b) => a.length + b.length > 5 && (Math.min(a.length, b.length) < 4 || /.{5}s$/.test(a) && b.length > 4) && !DIGIT.test(a + b);
		const near = [words[i - 1], words[i + 1]].filter(x => x && x.phrase === null && (x === words[i - 1] ? apart(x.whole, w.whole) : apart(w.whole, x.whole)));
		w.several = words.length > 1;
		w.series = w.whole.length < 4 && decides(words[i + 1]); // the KS of KS 2018/412
		w.marked = words.some(x => !isASCII(x.whole)); // who writes å, ä and ö writes them everywhere
		w.glued = w.phrase ? [] : near.map(x => stem(x === words[i - 1] ? x.whole + w.whole : w.whole + x.whole)).filter(s => !words.some(x => stem(x.whole) === s));
	});
	return { words, phrases: [...new Set(words.map(w => w.phrase))].filter(p => p) };
}

/* alike returns the terms with the key of a stem, exactly the term itself or undefined. */
const alike = async stem => {
	const key = fold(stem), terms = await shard(rangeOf(key));
	return terms.slice(bisect(terms.length, i => terms[i].key < key), bisect(terms.length, i => terms[i].key <= key));
};
const exactly = async stem => (await alike(stem)).find(t => t.text === stem);
const firstAlike = async stem => (await alike(stem))[0];

/* allOf returns the terms of stems, null if one has none. */
async function allOf(stems, find) {
	const terms = await Promise.all(stems.map(find));
	return terms.every(t => t) ? terms : null;
}

/* beginning returns the shortest terms that begin with a word, from the range where its key lies and the next one. */
async function beginning(key, whole) {
	const first = rangeOf(key), next = index.ranges[first], out = await shard(first);
	const goesOn = next !== undefined && next.slice(0, key.length) === key.slice(0, next.length);
	const all = (goesOn ? out.concat(await shard(first + 1)) : out).filter(t => t.key.startsWith(key) && (isASCII(whole) || t.text.startsWith(whole)));
	return all.sort((a, b) => a.key.length - b.key.length).slice(0, MAX_PREFIXED);
}

/* joints returns the stems that are parts of the site's compounds, or mean something else. */
const joints = () => load("parts", list => {
	const all = unshare(list);
	let folded;
	return { exact: new Set(all), get folded() { return folded = folded || new Set(all.map(fold)); } };
});

/* loose returns the stems by one of which a word may be found of which no text has all. What kind of document is wanted
   and a general last part say nothing about its subject. */
async function loose({ token, whole }) {
	if (DIGIT.test(token) || whole.length < 7) return { stems: [] };
	const parts = await joints(), last = token.split("-").pop();
	const partsOf = text => fewest(text, parts.exact) || knownPart(text, parts.exact) || [];
	for (let i = 3; i < whole.length - 2; i++) {
		const head = index.kindStems.has(stem(whole.slice(i))) && await exactly(stem(whole.slice(0, i)));
		if (head) return { kind: true, stems: [head.text], guess: i - head.text.length > 2 };
	}
	const together = fewest(last, parts.exact);
	for (let i = 3; !together && i < whole.length - 2; i++) {
		const head = whole.slice(0, i);
		if (GENERAL.test(whole.slice(i))) return { kind: false, stems: [stem(head)].concat(partsOf(head)) };
	}
	const split = (token === last ? [] : token.split("-").slice(0, -1).map(stem)).concat(partsOf(last));
	const subjects = split.filter((s, i) => !index.kindStems.has(s) && !(i && GENERAL.test(s)));
	return { kind: !!together && GENERAL.test(together[together.length - 1]), stems: subjects.length ? subjects : split, guess: !together };
}

/* compound returns the ways to find a word by the parts that it is put together of. */
async function compound({ token, whole }) {
	if (DIGIT.test(token)) return null;
	let split = null, find = exactly;
	if (token !== whole) split = token.split("-").map(stem);
	else if (whole.length > 6) {
		const parts = await joints();
		split = fewest(whole, parts.exact);
		if (!split && isASCII(whole) && (split = fewest(whole, parts.folded))) find = firstAlike;
	}
	const terms = split && await allOf(split, find);
	return terms && { terms, factor: find === exactly ? 9 : 5 };
}

/* named reports whether a page full of documents has a term in a title, heading or keyword. */
function named(term) {
	const list = postings(term), docs = new Set();
	for (let i = 0; i < list.length && docs.size < 10; i += 2) if (list[i + 1] > 7) docs.add(docOf(list[i]));
	return docs.size > 9;
}

/* ways returns how a word can be satisfied: terms that share a section, at a factor. */
async function ways(word, asked) {
	const out = [], seen = new Set(), stemmed = stem(word.whole);
	const add = (term, factor, other, among) => {
		if (!term || seen.has(term.text)) return;
		seen.add(term.text);
		out.push({ terms: [term], factor, least: 0, other, among });
	};
	const same = await alike(stemmed);
	add(same.find(t => t.text === stemmed), 16);
	const exact = out.length > 0;
	if (!exact && word.whole.length > 3 || isASCII(word.whole) && !word.marked) same.forEach(t => add(t, 7));
	if (word.phrase) return out;
	for (const x of word.glued) add(await exactly(x), 24); // "it säkerhet"
	/* Who writes "7 §" means a statute rather than a decision, and who writes "§ 7" the other way round; 2:1 may be 2 kap. 1 §. */
	const other = /^(§:|§)?(\d.*)/.exec(word.token);
	if (other && (other[1] || /^\d+[a-z]?:\d/.test(word.token))) add(await exactly((other[1] === "§" && !word.written ? "§:" : "§") + other[2]), other[1] ? 4 : 16);
	if (/^\d{4}[-\/]\d+$/.test(word.token)) add(await exactly(word.token.replace(/\D/, c => c === "-" ? "/" : "-")), 16); // KS 2018-412
	const written = word.written && (!out.length || word.written.includes("kap")) && await allOf(word.written.map(stem).filter(says), exactly);
	if (written) out.push({ terms: written, factor: 4, least: 0 });
	const synonymsOf = async stemmed => {
		const key = fold(stemmed), texts = [], ascii = isASCII(word.whole), is = s => s === stemmed || ascii && fold(s) === key;
		for (const n of new Set([stemmed, ...asked].map(s => rangeOf(fold(s))))) {
			for (const [keys, list] of (await shard(n)).meant) {
				const own = keys.some(is);
				for (const text of own || keys.some(s => asked.has(s)) ? list : []) {
					const [means, also = ""] = text.split(">").reverse(), others = also.split(" ").filter(s => s);
					if ((own || others.some(is)) && others.every(s => asked.has(s))) texts.push(means);
				}
			}
		}
		return Promise.all(texts.map(text => allOf(text.split(" "), exactly)));
	};
	const addAll = (list, factor) => {
		for (const terms of list) {
			if (terms && terms.length > 1) out.push({ terms, factor, least: 0 });
			else if (terms) add(terms[0], factor, true);
		}
	};
	if (!word.series) addAll(await synonymsOf(stemmed), index.weakStems.has(stemmed) ? 16 : exact ? 10 : 12);
	const key = fold(word.whole);
	if ((word.last || !exact) && key.length > (word.several ? 3 : 2)) (await beginning(key, word.whole)).forEach((t, _, all) => add(t, 6, false, all));
	if (word.last && !exact) {
		for (let i = 3; i < word.whole.length; i++) {
			if (ENDINGS.some(e => e.startsWith(word.whole.slice(i)))) add(await exactly(word.whole.slice(0, i)), 8);
		}
	}
	/* Where the compound itself is known, its parts must stand in titles; they are not looked for where it names enough. */
	const joined = exact && named(out[0].terms[0]) ? null : await compound(word);
	if (joined) out.push({ ...joined, least: exact ? 5 : 0 });
	const { kind, stems, guess } = exact ? { stems: [] } : await loose(word);
	const weights = weigh(out);
	if (weights.size && !kind) return Object.assign(out, { weights });
	out.guess = guess;
	for (const [i, s] of stems.entries()) { // hund says more than bajs
		add(await exactly(s), i ? 4 : 6, true);
		addAll(await synonymsOf(s), i ? 4 : 6);
	}
	return out;
}

/* weigh returns the weight of a word in each section, which titles and headings name it, and which sections are the only ones of
   their document, but for the first, to have one of its terms. */
function weigh(list) {
	const out = Object.assign(new Map(), { named: new Set(), lone: new Set() });
	for (const { terms, factor, least, among } of list) {
		const found = new Map(), n = terms.length, hits = []; // section, weight and impact in turn
		const rarest = [...terms].sort((a, b) => a.packed.length - b.packed.length); // no section that it is not in has all
		for (const [k, term] of rarest.entries()) {
			const p = postings(term);
			let rare = 3; // of several words with one beginning as of one
			for (let r = Math.floor(index.sections * 2 / (among || [term]).reduce((n, t) => n + postings(t).length, 0)); r > 1; r >>= 1) rare++;
			if (n < 2) for (let i = 0; i < p.length; i += 2) hits.push(p[i], p[i + 1] * rare * factor, p[i + 1]);
			else for (let i = 0; i < p.length; i += 2) {
				const [sum, met, bare] = found.get(p[i]) || [0, 0, 0];
				if (met === k) found.set(p[i], [sum + p[i + 1] * rare, met + 1, bare + p[i + 1]]);
			}
		}
		for (const [section, [sum, met, bare]] of found) {
			if (met === n && bare >= least * n) hits.push(section, Math.floor(sum / n) * factor, bare);
		}
		for (let i = 0; i < hits.length; i += 3) {
			const section = hits[i], own = section % SPAN, near = x => x % SPAN > 1 && docOf(x) === docOf(section);
			if (hits[i + 1] > (out.get(section) || 0)) out.set(section, hits[i + 1]);
			if (hits[i + 2] > n * (own ? 7 : 13)) out.named.add(section);
			if (own > 1 && !among && !near(hits[i - 3]) && !near(hits[i + 3])) out.lone.add(section);
		}
	}
	return out;
}

/* answering returns the sections whose heading tells that a question may be answered there. */
async function answering(text) {
	const [, titles = ""] = ASKS.find(([asks]) => asks.test(text)) || [];
	const terms = await Promise.all(titles.split(" ").filter(s => s).map(t => exactly(stem(t))));
	return weigh(terms.filter(t => t).map(t => ({ terms: [t], factor: 1, least: 0 }))).named;
}

/* counts returns how much it counts that a document has a word: a number decides, what only asks says nothing, and a word
   that few documents have says more than one that many have. */
function counts(words, lists) {
	const rarity = list => {
		let n = 1;
		for (let r = Math.floor(index.group.length / new Set([...list.keys()].map(docOf)).size); list.size && r > 1; r >>= 1) n++;
		return n;
	};
	const list = words.map((w, i) => decides(w) ? MAX_WORDS * 16 : index.weakStems.has(stem(w.whole)) || w.series ? 0 : rarity(lists[i]));
	return list.some(n => n) ? list : list.map(() => 1);
}

/* rank returns the documents that have all words; of a question, of many words, or if there are none, those that have what counts most of them.
   lists are the weights of each. */
function rank(lists, words, question, answers) {
	const value = counts(words, lists), sum = value.reduce((a, b) => a + b, 0);
	const asksOfKinds = question && words.every((w, i) => !value[i] || index.kindStems.has(stem(w.whole)));
	const docs = new Map(), total = new Map(), met = new Map();
	lists.forEach((list, w) => {
		for (const [section, full] of list) {
			const d = docOf(section), weight = value[w] ? full : full >> 5;
			let x = docs.get(d);
			if (!x) docs.set(d, x = { d, n: 0, best: new Map(), times: new Map(), s: -1, max: 0, top: 0, strong: 0, inside: -1 });
			if (!x.best.has(w)) x.n += value[w];
			x.best.set(w, Math.max(x.best.get(w) || 0, weight));
			x.times.set(w, (x.times.get(w) || 0) + 1);
			total.set(section, (total.get(section) || 0) + weight);
			met.set(section, (met.get(section) || 0) + 1);
		}
	});
	/* Of a section speaks what stands in it and what its document is called; roots keep one word from outweighing all others. */
	const root = n => Math.floor(Math.sqrt(64 * n)), worth = value.map(n => n ? 4 : 1);
	for (const section of Float64Array.from(total.keys()).sort()) {
		const weight = total.get(section), own = section % SPAN, x = docs.get(docOf(section));
		let strength = 0, adds = false;
		lists.forEach((list, w) => {
			const [here, above] = [section, section - own].map(n => list.get(n) || 0);
			strength += worth[w] * (8 * root(Math.max(here, above)) + root(here));
			adds = adds || value[w] > 0 && (here > above || list.lone.has(section) && !list.named.has(section - own));
		});
		if (adds && answers.has(section)) strength *= 4;
		x.max = Math.max(x.max, weight);
		x.strong = Math.max(x.strong, strength);
		const choice = own === 1 && !lists.some(list => list.named.has(section)) ? strength - (strength >> 4) : strength; // it tells what will be said
		if (!own) x.top = weight;
		else if (choice > x.inside) [x.inside, x.s, x.adds] = [choice, section, adds];
	}
	const most = Math.max(0, ...[...docs.values()].map(x => x.n)), counted = value.filter(n => n).length, soft = question || counted > 2 || most < sum, rooted = soft || counted > 1;
	const hits = [...docs.values()].filter(x => most && (soft ? x.n * 4 >= most : x.n === most));
	const names = section => lists.every(list => list.named.has(section));
	for (const x of hits) {
		const within = x.s >= 0 && x.top <= total.get(x.s), long = Math.max(0, index.sizes[x.d] - 3);
		x.score = rooted ? x.strong : x.max >> 1;
		for (const [w, best] of x.best) {
			const times = Math.min(4, x.times.get(w));
			x.score += rooted ? worth[w] * root(best) * (8 + times) : best + times * Math.min(20, best >> 4);
		}
		// the document itself is the hit: it is called so, and no section is; or it has more of the words, and no section adds to them
		x.direct = x.s < 0 || !question && names(x.d * SPAN) && !names(x.s) || !rooted && !x.adds && x.top > 2 * total.get(x.s) && (met.get(x.d * SPAN) || 0) >= met.get(x.s);
		if (rooted) x.score = Math.floor(x.score * x.n / sum);
		if (within) x.score = Math.floor(rooted ? x.score * 4 / (4 + long) : x.score * 2 / (2 + long)); // a long document mentions much in passing
		if (x.direct) x.s = x.d * SPAN;
		if (index.group[x.d][0] < 0 && index.group[x.d][1] < 0) x.score = asksOfKinds ? x.score * 64 : x.score >> (rooted ? 1 : 2); // a page that is no document
	}
	hits.sort((a, b) => b.score - a.score || index.group[b.d][2] - index.group[a.d][2] || a.d - b.d);
	return { hits, partial: most < sum };
}

/* Pairs of neighbouring words are known by a hash of 24 bits. A file has the lists of documents for a run of
   them, by the last bits. */

function wordHash(word) {
	let hash = 2166136261;
	for (const c of word) hash = Math.imul(hash ^ c.charCodeAt(0), 16777619);
	return hash;
}

const pairHash = (a, b) => Math.imul(Math.imul(wordHash(a), 31) + wordHash(b), 0x9e3779b1) >>> 8;

async function documentsWith(hash) {
	const [count, lists] = index.pairs;
	const list = (await load("pairs-" + Math.floor(hash * count / 2 ** 24), list => list))[hash % lists];
	const out = new Set();
	let doc = -1;
	for (const gap of numbers(list)) out.add(doc += gap + 1);
	return out;
}

/* candidates returns, by document, the sections in which a phrase may stand. */
async function candidates(phrase, words, lists) {
	const hashes = [], out = new Map();
	for (let i = 1; i < phrase.length; i++) {
		if (says(phrase[i - 1]) || says(phrase[i])) hashes.push(pairHash(phrase[i - 1], phrase[i]));
	}
	const sets = await Promise.all(hashes.slice(0, 3).map(documentsWith));
	const [first, ...others] = lists.filter((_, i) => words[i].phrase === phrase);
	for (const section of first ? first.keys() : []) {
		const d = docOf(section);
		if (!sets.every(set => set.has(d)) || !others.every(list => list.has(section))) continue;
		out.set(d, [...(out.get(d) || []), section]);
	}
	return out;
}

/* standsIn reports whether a phrase stands in a section, whose text has been loaded. */
function standsIn(phrase, section) {
	const { heading, text } = part(section), title = section % SPAN ? "" : piece(section).Title;
	const run = text => " " + tokens(text).map(t => t.token).join(" ") + " ";
	return [title, heading, text].some(t => run(t).includes(" " + phrase.join(" ") + " "));
}

/* verify keeps the hits in whose text the phrases stand. Of very many candidates only the best are read. */
async function verify(out, { phrases, words }, lists) {
	const found = await Promise.all(phrases.map(p => candidates(p, words, lists)));
	const kept = [];
	let left = MAX_TEXTS;
	const todo = out.hits.filter(x => {
		if (!found.every(map => map.has(x.d))) return false;
		left -= new Set(found.flatMap(map => map.get(x.d)).map(textOf)).size;
		if (left < 0) out.least = true;
		return left >= 0;
	});
	while (todo.length) {
		const batch = todo.splice(0, 20);
		await texts(batch.flatMap(x => found.flatMap(map => map.get(x.d))));
		for (const x of batch) {
			const where = phrases.map((p, i) => found[i].get(x.d).find(s => standsIn(p, s)));
			if (where.includes(undefined)) continue;
			const last = where[where.length - 1];
			if (!x.direct || last % SPAN) x.s = last;
			kept.push(x);
		}
	}
	out.hits = kept;
}

/* distance is how many letters must be put in, left out, changed or exchanged with the next; Infinity beyond a limit. */
function distance(a, b, limit) {
	let before = [], row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = Array(b.length + 1).fill(Infinity), to = Math.min(b.length, i + limit);
		let least = next[0] = i;
		for (let j = Math.max(1, i - limit); j <= to; j++) { // beyond, more than the limit are put in or left out
			next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
			least = Math.min(least, next[j]);
		}
		if (least > limit) return Infinity;
		[before, row] = [row, next];
	}
	return row[b.length] > limit ? Infinity : row[b.length];
}

/* nearest returns the word that a misspelt one is likely to be, "" if none is near. Forms are compared, and stems: the list has
   one form of each. Of those that are equally near the one that begins alike is meant. A head of a compound is the stem, if that is nearer. */
function nearest(word, known, most = 3, head) {
	let best = "", least = most * 8 + 8;
	for (const key of new Set([fold(word), fold(stem(word))])) {
		const limit = Math.min(most, key.length < 6 && key.length < word.length ? 0 : key.length >> 2); // skäll is not skal
		for (const x of known) {
			for (let i = 0; i < x.keys.length; i++) {
				const other = x.keys[i];
				if (Math.abs(other.length - key.length) > limit) continue;
				let same = 0;
				while (same < 7 && same < key.length && other[same] === key[same]) same++;
				const d = distance(key, other, limit) * 8 - same;
				if (d < least) [least, best] = [d, head && i ? stem(x.word) : x.word];
			}
		}
	}
	return best;
}

/* mendPart mends a compound of which one side is known and the other misspelt: passwrodpolicy, alkholförbud. */
function mendPart(word, known, parts) {
	const knows = w => parts.exact.has(stem(w)) || index.kindStems.has(stem(w));
	for (let i = word.length - 3; i > 3; i--) {
		const joint = word[i - 1] === "s" ? "s" : "", head = word.slice(0, i - joint.length), tail = word.slice(i), begins = knows(head);
		if (begins === knows(tail) || (begins ? tail : head).length < 5) continue;
		const mended = nearest(begins ? tail : head, known, 1, !begins);
		if (mended) return begins ? head + joint + mended : mended + joint + tail;
	}
	return "";
}

/* better is the query with the nearest of the site's words for those that it does not know, "" if there are none. */
async function better(text, unknown, limit = 3) {
	const parts = await joints();
	const known = await load("words", list => unshare(list).map(word => ({ word, keys: [...new Set([fold(word), fold(stem(word))])] })));
	let out = tidy(text.slice(0, MAX_QUERY)), changed = "";
	for (const { token, whole, guess } of unknown) {
		const most = Math.min(limit, guess ? whole.length > 13 ? 2 : 1 : 3), at = out.toLowerCase().indexOf(token);
		const near = (await shard(rangeOf(fold(stem(whole))))).filter(t => t.key.length > 5).map(({ text, key }) => ({ word: text + whole.slice(stem(whole).length), keys: [key] }));
		const word = nearest(whole, known, 1) || nearest(whole, near, 1) || nearest(whole, known, most) || mendPart(whole, known, parts);
		if (word && at >= 0 && word !== whole) changed = out = out.slice(0, at) + word + out.slice(at + token.length);
	}
	return changed;
}

/* search returns the hits of a query, and what the words were found by; it throws if a file cannot be read. Where no document
   has all the words, they are those of what was probably meant: of some words of many only if a letter is wrong. */
api.search = async text => {
	const out = await find(text), better = out.hits.length && !out.guessed ? out.close : out.better;
	return better ? Object.assign(await find(better), { better, instead: true }) : out;
};

async function find(text) {
	await start();
	const q = parse(text), asked = new Set(q.words.map(w => stem(w.whole)));
	if (q.words.some(w => w.whole.length > 6 && !DIGIT.test(w.token))) joints().catch(() => {}); // at the same time as the first terms
	const [answers, ...found] = await Promise.all([answering(text), ...q.words.map(w => ways(w, asked))]);
	const lists = found.map(list => list.weights || weigh(list)), out = rank(lists, q.words, QUESTION.test(text), answers), all = found.flat();
	const terms = all.flatMap(way => way.terms);
	const parts = all.flatMap(({ terms }) => terms.length > 1 ? terms.map(t => t.key) : []);
	out.terms = new Set(terms.map(t => t.text));
	const own = q.words.map((w, i) => new Set([w.whole, stem(w.whole)].map(fold).concat(found[i].flatMap(way => way.other ? [] : way.terms.map(t => t.text)))));
	out.instances = new Map(); // what stands for a word, with what is the word itself
	found.forEach((list, i) => list.forEach(({ other, terms: [t] }) => { if (other && !own.some(set => set.has(t.text))) out.instances.set(t.text, own[i]); }));
	out.beginnings = new Set(terms.map(t => t.text.slice(0, 2)));
	out.within = [...q.words.map(w => fold(w.whole)), ...q.words.map(w => fold(stem(w.whole))), ...parts].filter(x => x.length > 3);
	q.words.forEach((w, i) => { w.guess = found[i].length > 0 && found[i].guess; });
	const unknown = q.words.filter((w, i) => (!found[i].length || w.guess) && w.whole.length > 3 && !DIGIT.test(w.whole) && !index.weakStems.has(stem(w.whole)));
	out.guessed = unknown.length > 0 && unknown.every(w => w.guess);
	if (unknown.length) {
		out.better = await better(text, unknown).catch(() => "");
		out.close = out.partial && out.better && await better(text, unknown.filter(w => w.whole.length > 5), 1).catch(() => "");
	}
	if (!unknown.length && q.phrases.length && !out.partial) await verify(out, q, lists);
	/* If the first hit has a number that is asked for, and no document that holds has it, all are shown. */
	const having = found.flatMap((list, i) => NUMBERED.test(q.words[i].token) ? [...weigh(list.filter(way => way.factor > 15)).keys()].map(docOf) : []);
	out.status = having.includes(out.hits[0]?.d) && !having.some(d => index.group[d][2]) ? "all" : "";
	return out;
}

/* 6. Excerpts. */

/* marks returns the places of hits in a text: words that are terms, or the parts of words that were asked for. */
function marks(text, out) {
	const list = [];
	for (const { token, start, end } of tokens(text)) {
		const w = whole(token), key = fold(token);
		const stemmed = out.beginnings.has(w.slice(0, 2)) ? stem(w) : token;
		if (out.terms.has(token) || out.terms.has(stemmed)) {
			list.push({ start, end, key: stemmed });
			continue;
		}
		if (key.length !== end - start) continue;
		const [longest] = out.within.filter(x => key.includes(x)).sort((a, b) => b.length - a.length);
		if (longest) list.push({ start: start + key.indexOf(longest), end: start + key.indexOf(longest) + longest.length, key: longest });
	}
	return list;
}

/* excerpt returns the window of a text that has most of the words, from the beginning of a sentence if it can. */
function excerpt(text, list) {
	let best, most = 0, from = 0;
	list.forEach((mark, i) => {
		const near = list.slice(i).filter(x => x.end < mark.start + 180);
		const n = new Set(near.map(x => x.key)).size + near.length / 100;
		if (n > most) [most, best] = [n, mark];
	});
	if (best && best.start > 90) {
		const before = text.slice(0, best.start);
		from = Math.max(before.lastIndexOf("\n"), before.lastIndexOf(". ") + 1 || -1) + 1;
		if (before.length - from > 120) from = before.indexOf(" ", before.length - 60) + 1 || before.length;
	}
	let to = from + 240 >= text.length ? text.length : Math.max(text.lastIndexOf(" ", from + 240), best ? best.end : from + 200);
	const after = best ? best.end : from, table = text.slice(after).search(/\n.* ·(?: |$)/m) + after;
	if (table >= after && table < to) to = table;
	return { from, to, cut: from > 0 && !/[.\n] ?$/.test(text.slice(0, from)) };
}

/* row returns the row of a table that has a place of a text, after the table's caption and with the words of its head; "" if the place
   is in none. Of a caption or a head, which end in a sign, that is the row in which most is marked. */
function row(text, places, from) {
	let end = 0;
	const lines = text.split("\n").map(line => {
		const start = end;
		end += line.length + 1;
		return { line, start, names: line.endsWith(" ·"), cells: / ·( |$)/.test(line), n: places.filter(m => m.start >= start && m.end <= end).length };
	});
	const here = lines.filter(l => l.start <= from).length - 1;
	let first = here, last = here;
	if (!lines[here].cells) return "";
	while (first && lines[first - 1].cells && (lines[first - 1].names || !lines[first].names)) first--;
	while (last < lines.length && lines[last].cells && (lines[last].names <= lines[Math.max(first, last - 1)].names)) last++;
	const names = lines.slice(first, last).filter(l => l.names).map(l => l.line.slice(0, -2)), rows = lines.slice(first + names.length, last);
	if (!rows.length) return "";
	const cells = (lines[here].names ? rows.reduce((a, b) => b.n > a.n ? b : a) : lines[here]).line.split(" · ");
	const head = names.length ? names[names.length - 1].split(" · ") : [], labelled = head.length === cells.length;
	const caption = names.length > 1 || !labelled && head.length === 1 ? names[0] + ": " : "";
	return caption + cells.map((c, i) => labelled && i && head[i] !== "–" ? head[i] + ": " + c : c).join(" · ");
}

/* shown returns what is shown of a hit's section: of the document's own data, which are lines, the summary or a fact that has the words;
   of words that the title lacks too, what the text says of them. Nothing is shown of keywords, and never nothing. */
function shown(x, out) {
	const p = part(x.s), all = piece(x.s).Sections, at = x.s % PER_TEXT, found = text => marks(text, out).length;
	if (x.s % SPAN === 0) {
		const [summary, ...lines] = p.text.split("\n"), facts = lines.filter(l => !l.startsWith("#"));
		const counted = facts.map(found), most = Math.max(0, ...counted), best = facts[counted.indexOf(most)] || "";
		p.fact = most > found(summary);
		p.text = p.fact ? best : summary;
		const said = !found(p.text) && !(summary && found(piece(x.s).Title)) && all.find(([id, , text], i) => i && !id.endsWith("/") && found(text));
		if (said) [p.id, p.heading, p.text] = said;
		p.rest = facts.join(", ");
	}
	if (!p.text) p.text = (all.slice(at + 1).find(([id, , text]) => text && !id.endsWith("/")) || ["", "", p.rest || all[0][2].split("\n")[0]])[2];
	p.places = marks(p.text, out);
	let window = excerpt(p.text, p.places);
	const first = p.places.find(m => m.start >= window.from), line = row(p.text, p.places, first ? first.start : window.from);
	if (line) {
		p.text = line;
		p.places = marks(line, out);
		window = line.length > 300 ? excerpt(line, p.places) : { from: 0, to: line.length };
	}
	return Object.assign(p, window);
}

/* others returns the words of hits by which they were found instead of the words of the query: what a hit has of a word itself needs
   no telling. */
function others(hits, out) {
	const words = new Map();
	for (const x of hits) {
		x.part = shown(x, out);
		const { text, heading, places } = x.part, all = [...places, ...marks(heading, out), ...marks(piece(x.s).Title, out)];
		for (const m of places) {
			const own = out.instances.get(m.key);
			if (own && !all.some(m => own.has(m.key)) && !words.has(m.key)) words.set(m.key, text.slice(m.start, m.end).toLowerCase());
		}
	}
	return [...words.values()].slice(0, 3);
}

api.core = { tokens, stem, fold, tidy, whole, piece, part, texts, shown, others, index: () => index };

/* 7. The page. Its words are data attributes of the form. */

const form = root.document && document.querySelector("form[data-index]");
if (!form) return;
const $ = selector => document.querySelector(selector);
const field = form.elements.q, say = form.dataset, title = document.title, pageSize = 10;
const nav = $(".facett"), count = $(".antal-stor"), list = $(".traff"), more = $(".efter"), tips = $(".tips"), hint = $(".prova"), skip = $(".till-lista");
let state, turn = 0, timer, typed = 0;
base = say.index;
query = say.version ? "?v=" + say.version : "";

function fill(element, children) {
	element.replaceChildren(...children);
	return element;
}

function make(name, attributes, ...children) {
	const element = document.createElement(name);
	for (const a in attributes) if (attributes[a]) element.setAttribute(a, attributes[a]);
	return fill(element, children);
}

/* On a phone the choices are folded, so that hits are what is seen. */
const choices = make("div");
const folder = nav.appendChild(make("details", {}, make("summary", {}, nav.getAttribute("aria-label")), choices));
const wide = root.matchMedia("(min-width: 62rem)");
wide.onchange = () => { folder.open = wide.matches; };
wide.onchange();

/* sentence puts values in the places {0}, {1} of a text. */
const sentence = (text, values) => (text || "").split(/(\{\d\})/).map((p, i) => i % 2 ? values[p[1]] : p);

/* The state is what the address says: the query, the choices, and how many hits are shown. */
function readState() {
	const out = { q: "", kind: "", body: "", status: "", n: "" };
	for (const [key, value] of new URLSearchParams(location.search)) if (key in out) out[key] = value;
	return out;
}

function address(change) {
	const set = Object.entries({ ...state, n: "", ...change }).filter(([, value]) => value);
	return "?" + set.map(pair => pair.map(encodeURIComponent).join("=")).join("&");
}

/* go keeps the address in step: one entry of the history for a search or choice, none for a letter. The field is
   filled from an address that was chosen, not while someone writes in it. */
function go(to, { push, choice, focus } = {}) {
	try {
		if (to !== location.search) history[push ? "pushState" : "replaceState"](null, "", to);
	} catch (e) {
		if (push) {
			location.search = to;
			return;
		}
	}
	const written = field.value;
	state = readState();
	if (choice) field.value = state.q; else state.q = written;
	run(focus);
}

/* run answers the state's query, unless another one comes in the meantime. */
async function run(focus) {
	const mine = ++turn;
	if (!state.q.trim()) return draw();
	try {
		const out = await api.search(state.q);
		if (mine !== turn) return;
		const view = narrow(out);
		await texts(view.top.map(x => x.s));
		out.also = others(view.top, out);
		if (mine === turn) draw(out, view, focus);
	} catch (e) {
		if (mine === turn) tell(say.failed);
	}
}

/* narrow returns the hits that fit the choices, and the choices with their numbers of hits. */
function narrow(out) {
	const at = (facets, id) => id && facets.findIndex(f => f[0] === id), choice = { ...state, status: state.status || out.status };
	const chosen = [at(index.kinds, choice.kind), at(index.bodies, choice.body), { "": 1, inactive: 0 }[choice.status]];
	const fits = (x, but) => chosen.every((c, i) => i === but || c === "" || c === undefined || index.group[x.d][i] === c);
	const blocks = [];
	const facet = (key, i, name, options) => {
		const all = out.hits.filter(x => fits(x, i)), items = [];
		for (const [id, label, value] of options) {
			const n = value < 0 ? all.length : all.filter(x => index.group[x.d][i] === value).length, current = id === choice[key];
			if (!n && !current) continue;
			items.push(make("li", {}, make("a", { href: address({ [key]: id }), "aria-current": current && "true" },
				make("span", {}, label), make("span", { "class": "tal" }, String(n)))));
		}
		if (items.length) blocks.push(make("h2", { id: "_f-" + key }, name), make("ul", { "aria-labelledby": "_f-" + key }, ...items));
		return all.length;
	};
	const numbered = facets => [["", say.all, -1], ...facets.map((f, i) => [...f, i])];
	const statuses = [["", say.active, 1], ["inactive", say.inactive, 0], ["all", say.all, -1]];
	const several = choice.status || out.hits.some(x => !index.group[x.d][2]);
	facet("kind", 0, say.kind, numbered(index.kinds));
	facet("body", 1, say.body, numbered(index.bodies));
	const any = facet("status", 2, say.status, several ? statuses : statuses.slice(0, 1));
	const hits = out.hits.filter(x => fits(x));
	return { n: hits.length, top: hits.slice(0, +state.n || pageSize), blocks, others: any - hits.length };
}

/* marked returns a text with its places marked for the eye: a mark element would be spoken of round every word. */
function marked(text, places, from = 0, to = text.length) {
	const out = [];
	for (const m of places) {
		if (m.start < from || m.end > to) continue;
		out.push(text.slice(from, m.start), make("span", { "class": "traffad" }, text.slice(m.start, m.end)));
		from = m.end;
	}
	return [...out, text.slice(from, to)];
}

function badge(mark, word, look) {
	const out = make("span", { "class": look ? "marke marke--" + look : "marke" });
	const svg = name => document.createElementNS("http://www.w3.org/2000/svg", name);
	if (mark) {
		const icon = svg("svg"), use = svg("use");
		icon.setAttribute("class", "ikon");
		icon.setAttribute("aria-hidden", "true");
		use.setAttribute("href", "#_m-" + mark);
		icon.append(use);
		out.append(icon);
	}
	out.append(make("span", {}, word));
	return out;
}

function hit(x, out) {
	const f = piece(x.s), p = x.part, version = p.id.endsWith("/"); // of which nothing is told that is the document's
	const folder = version ? f.Folder + p.id : p.fact ? f.Folder : f.URL; // a number is the shown version's, also when the next one holds
	const url = say.root + folder + (folder.endsWith("/") && say.file || ""), here = p.id && !version ? url + "#" + p.id : url;
	const date = f.Date ? [" ", make("time", { datetime: f.Date }, ...marked(f.Date, marks(f.Date, out)))] : [];
	const state = f.Word ? [badge(f.Mark, f.Word, f.Class)] : [], review = f.Beside ? [make("span", { "class": "dold" }, ", "), badge(...f.Beside)] : [];
	const number = /^\S+(\s\w)?\s§\s/.exec(p.text);
	if (!p.from && number && p.heading && p.heading.endsWith(number[0].trim())) p.from = number[0].length;
	const heading = p.heading ? [make("a", { href: here }, ...marked(p.heading, marks(p.heading, out))), ": "] : [];
	return make("li", {},
		make("h2", { lang: f.Language }, make("a", { href: x.direct ? url : here }, ...marked(f.Title, marks(f.Title, out)))),
		make("p", { "class": "om" }, ...version ? [f.About.split(",")[0]] : [...state, ...review, make("span", {}, f.About, ...date)]),
		make("p", { "class": "utdrag", lang: f.Language }, ...heading, p.cut ? "… " : "",
			...marked(p.text, p.places, p.from, p.to), p.to < p.text.length ? " …" : ""));
}

/* answer returns the sentence that says how many hits there are. */
function answer(out, n) {
	let pattern = say[(n > 1 ? "other" : "single") + ((state.status || out.status) && "All")];
	if (out.least) pattern = n ? say.least : say.unsure;
	else if (!n) pattern = say.none;
	const asked = make("strong", {}, state.q.trim());
	if (out.instead) return [...sentence(say.instead, [asked]), " ", ...sentence(pattern, [String(n), make("strong", {}, out.better)])];
	const words = sentence(pattern, [String(n), asked]);
	if (out.also && out.also.length) words.push(". ", ...sentence(say.alsoFor, [out.also.join(", ")]));
	if (n && out.partial) words.push(" " + say.partial);
	if (n && out.status) words.push(". ", say.gone);
	if (out.better) words.push(". ", ...sentence(say.better, [make("a", { href: address({ q: out.better }) }, out.better)]));
	return words;
}

/* tell shows an answer, and says it when whoever writes has paused, but not that a word of one letter finds nothing. */
function tell(...words) {
	fill(count, words);
	const silent = list.hidden && /(?:^|\s)\S$/.test(state.q);
	if (root.styrdokSay) root.styrdokSay(silent ? "" : count.textContent, Date.now() - typed < 1000 ? 1000 : 100);
}

/* draw shows an answer, or none while nothing is asked. */
function draw(out, { n, top, blocks, others } = { n: 0, top: [], others: 0 }, focus) {
	const links = [], link = (change, ...text) => links.push(make("a", { "class": "tva", href: address(change) }, ...text));
	if (hint) hint.hidden = !!out;
	fill(list, top.map(x => hit(x, out)));
	list.hidden = !n;
	if (skip) skip.hidden = !n;
	tell(...out ? answer(out, n) : []);
	document.title = (out ? count.textContent + " – " : "") + title;
	nav.hidden = !out || !out.hits.length;
	if (blocks) fill(choices, blocks);
	if (n > pageSize && n > top.length) link({ n: top.length + pageSize }, say.more);
	if (others > 0 && !state.status) link({ status: "all" }, ...sentence(others > 1 ? say.alsoOther : say.alsoOne, [String(others)]));
	fill(more, links);
	if (tips) tips.hidden = !out || n > 0;
	if (!focus) return;
	const target = focus < list.children.length ? list.children[focus].querySelector("a") : $('[aria-labelledby="' + focus + '"] [aria-current]');
	if (target) target.focus();
}

form.addEventListener("submit", e => {
	e.preventDefault();
	clearTimeout(timer);
	typed = 0;
	go(address({ q: field.value }), { push: true });
});
field.addEventListener("input", () => {
	clearTimeout(timer);
	typed = Date.now();
	timer = setTimeout(() => go(address({ q: field.value })), 150);
});
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
	const next = /[?&]n=/.test(to) ? list.children.length : 0; // the first of the hits that will be added
	go(to, { push: true, choice: true, focus: box === nav ? a.closest("ul").getAttribute("aria-labelledby") : String(next) });
});
window.addEventListener("popstate", () => {
	state = readState();
	field.value = state.q;
	run();
});
state = readState();
field.value = state.q || field.value;
if (state.q) addEventListener("DOMContentLoaded", () => run()); // the index is a script of the page
})(this);
