// node bench/stems.mjs [--least N] [--script FILE] [--pairs] DICTIONARY WORDS…: measures the stems of search.js over the paradigms of a Hunspell
// dictionary (DICTIONARY.dic and .aff, as Debian's hunspell-sv has them), of the inflected lemmas that the files of WORDS (folders: all Markdown in
// them) have N times or more in one form (1). A file .tsv has a word and its number on each line, any other is a text. It prints how many of the
// forms have their lemma's stem, and how many pairs of lemmas share one; --pairs prints these. --script measures another revision's search.js.
import fs from "node:fs";

const options = { least: 1, script: new URL("../themes/standard/search.js", import.meta.url) }, rest = process.argv.slice(2);
for (const name in options) {
  const at = rest.indexOf("--" + name);
  if (at >= 0) options[name] = rest.splice(at, 2)[1];
}
const [dictionary, ...files] = rest.filter(x => x !== "--pairs");
const source = fs.readFileSync(options.script, "utf8");
const root = {};
new Function("root", source.replace(/\}\)\(this\);\s*$/, "})(root);"))(root);
const { stem } = root.styrdokSearch.core;

// The rules of suffixes by their flag: what is taken off, put on, and how the word must end.
const rules = new Map();
for (const line of fs.readFileSync(dictionary + ".aff", "utf8").split("\n")) {
  const [kind, flag, off, on, end] = line.split(/\s+/);
  if (kind !== "SFX" || end === undefined) continue;
  if (!rules.has(flag)) rules.set(flag, []);
  rules.get(flag).push({ off: off === "0" ? "" : off, on: on === "0" ? "" : on.split("/")[0], end: RegExp(end + "$") });
}

const WORD = /^[a-zåäöé]+$/;
function forms(lemma, flags) {
  const out = new Set();
  for (const flag of flags) {
    for (const { off, on, end } of rules.get(flag) || []) {
      if (end.test(lemma) && lemma.endsWith(off)) out.add(lemma.slice(0, lemma.length - off.length) + on);
    }
  }
  return [...out].filter(form => WORD.test(form));
}

const texts = new Map(); // words with their number
const add = (word, n) => texts.set(word, (texts.get(word) || 0) + n);
for (const name of files) {
  const within = fs.statSync(name).isDirectory() ? fs.readdirSync(name, { recursive: true }).filter(f => f.endsWith(".md")).map(f => `${name}/${f}`) : [name];
  for (const file of within) {
    const text = fs.readFileSync(file, "utf8").toLowerCase();
    if (file.endsWith(".tsv")) for (const line of text.trim().split("\n")) add(line.split("\t")[0], +line.split("\t")[1]);
    else for (const word of text.match(/[a-zåäöé]+/g) || []) add(word, 1);
  }
}
const used = word => texts.get(word) >= options.least;

const lemmas = new Map(); // with their forms; of homographs the forms of all
for (const line of fs.readFileSync(dictionary + ".dic", "utf8").split("\n").slice(1)) {
  const [lemma, flags = ""] = line.trim().split("/");
  if (!WORD.test(lemma) || /[!%¤]/.test(flags)) continue;
  lemmas.set(lemma, new Set([...(lemmas.get(lemma) || []), ...forms(lemma, flags)]));
}
for (const [lemma, own] of lemmas) if (!own.size || !used(lemma) && ![...own].some(used)) lemmas.delete(lemma);

let all = 0, met = 0, apart = 0;
const byStem = new Map(), pairs = [];
for (const [lemma, own] of lemmas) {
  const s = stem(lemma);
  for (const form of own) {
    all++;
    if (stem(form) === s) met++;
  }
  for (const other of byStem.get(s) || []) {
    pairs.push(`${other} ${lemma} (${s})`);
    if (!own.has(other) && !lemmas.get(other).has(lemma)) apart++;
  }
  byStem.set(s, [...(byStem.get(s) || []), lemma]);
}
if (process.argv.includes("--pairs")) console.log(pairs.join("\n"));
console.log(`${lemmas.size} lemmas, ${met} of ${all} forms meet (${(100 * met / all).toFixed(1)} %), ${pairs.length} pairs of lemmas share a stem, of ${apart} neither is a form of the other`);
