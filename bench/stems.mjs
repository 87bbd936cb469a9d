// node bench/stems.mjs DICTIONARY WORDS…: measures the stems of search.js over the paradigms of a Hunspell dictionary (DICTIONARY.dic and .aff, as
// Debian's hunspell-sv has them), of the lemmas of which a form is in one of the files of WORDS (a word in front of each line). It prints how many
// of the forms have their lemma's stem, and how many pairs of lemmas share one though neither is a form of the other; --pairs prints these.
import fs from "node:fs";

const [dictionary, ...files] = process.argv.slice(2).filter(x => x !== "--pairs");
const source = fs.readFileSync(new URL("../themes/standard/search.js", import.meta.url), "utf8");
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

const texts = new Set();
for (const file of files) {
  for (const line of fs.readFileSync(file, "utf8").split("\n")) {
    const [word] = line.toLowerCase().split(/[\t ]/);
    if (WORD.test(word)) texts.add(word);
  }
}

const lemmas = new Map(); // with their forms; of homographs the forms of all
for (const line of fs.readFileSync(dictionary + ".dic", "utf8").split("\n").slice(1)) {
  const [lemma, flags = ""] = line.trim().split("/");
  if (!WORD.test(lemma) || lemma.length < 4 || /[!%¤]/.test(flags)) continue;
  lemmas.set(lemma, new Set([...(lemmas.get(lemma) || []), ...forms(lemma, flags)]));
}
for (const [lemma, own] of lemmas) if (!texts.has(lemma) && ![...own].some(form => texts.has(form))) lemmas.delete(lemma);

let all = 0, met = 0;
const byStem = new Map(), pairs = [];
for (const [lemma, own] of lemmas) {
  const s = stem(lemma);
  for (const form of own) {
    all++;
    if (stem(form) === s) met++;
  }
  for (const other of byStem.get(s) || []) {
    if (!own.has(other) && !lemmas.get(other).has(lemma)) pairs.push(`${other} ${lemma} (${s})`);
  }
  byStem.set(s, [...(byStem.get(s) || []), lemma]);
}
if (process.argv.includes("--pairs")) console.log(pairs.join("\n"));
console.log(`${lemmas.size} lemmas, ${met} of ${all} forms meet (${(100 * met / all).toFixed(1)} %), ${pairs.length} pairs of lemmas share a stem`);
