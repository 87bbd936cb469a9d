// node bench/relevance.mjs CONTENT STYRDOK HUGO: how often the right document is first, and among the first five, in styrdok's search and in
// Pagefind's. Which document is right is known from the texts, and the queries are drawn from them by chance with a seed, before either is asked.
// --missed tells which queries did not have it first in styrdok's. CONTENT has the documents' Markdown, STYRDOK is the published site, HUGO holds the same texts, indexed by Pagefind.
import http from "node:http";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const { chromium } = createRequire(process.env.BENCH_WORK + "/npm/")("playwright-core");
const missed = process.argv.includes("--missed"), [content, ...sites] = process.argv.slice(2).filter(x => x !== "--missed"), EACH = 100;

let seed = 20261130;
const chance = n => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % n; // of whole numbers below n
function some(list, n) {
  const rest = [...list], out = [];
  while (rest.length && out.length < n) out.push(...rest.splice(Math.floor(chance(2 ** 20) / 2 ** 20 * rest.length), 1));
  return out;
}

// definite puts a noun into its definite form, the ending that most with the last letters have.
function definite(noun) {
  if (/(?:else|a)$/.test(noun)) return noun + "n";
  if (/e$/.test(noun)) return noun + "t";
  return noun + (/(?:skydd|ansvar|avtal|system|behov|område|ärende|mål|stöd|beslut)$/.test(noun) ? "et" : "en");
}

const documents = fs.readdirSync(content, { recursive: true }).filter(f => f.endsWith(".md")).sort().map(file => {
  const text = fs.readFileSync(`${content}/${file}`, "utf8"), [, head, body] = /^\+\+\+\n([^]*?)\n\+\+\+\n([^]*)$/.exec(text);
  const title = /^title = "(.*)"$/m.exec(head)[1];
  return { id: file.slice(0, -3), title, subject: title.split(" ").pop(), headings: [...body.matchAll(/^#{2,3} (.*)$/gm)].map(m => m[1]), words: new Set(body.replace(/\]\([^)]*\)/g, "]").toLowerCase().match(/[a-zåäöé]+/g)) };
});
const those = test => documents.filter(test).map(d => d.id);

// The words of which several titles' compounds are made.
const subjects = [...new Set(documents.map(d => d.subject))].sort(), count = new Map();
for (const s of subjects) for (let i = 3; i < s.length - 2; i++) for (const side of [s.slice(0, i) + "+", "+" + s.slice(i)]) count.set(side, (count.get(side) || 0) + 1);
function halves(s) {
  let best = null, most = 9;
  for (let i = 3; i < s.length - 2; i++) {
    const n = count.get("+" + s.slice(i));
    if (n > most && count.get(s.slice(0, i) + "+") > 9) [most, best] = [n, [s.slice(0, i).replace(/(....)s$/, "$1"), s.slice(i)]];
  }
  return best;
}

// Words that few documents have, and pairs of them that one document has alone.
const where = new Map();
for (const d of documents) for (const w of d.words) where.set(w, [...(where.get(w) || []), d.id]);
const rare = d => [...d.words].filter(w => w.length > 6 && where.get(w).length > 1 && where.get(w).length < 20).sort();
const pairs = some(documents, 2 * EACH).map(d => ({ d, words: some(rare(d), 2) }))
  .filter(({ words: [a, b] }) => b && where.get(a).filter(id => where.get(b).includes(id)).length === 1);

const kinds = {
  "the word of a title, in the definite form": some(subjects, EACH).map(s => ({ query: definite(s), right: those(d => d.subject === s) })),
  "the two words that a title's compound is made of": some(subjects.filter(halves), EACH).map(s => ({ query: halves(s).reverse().join(" "), right: those(d => d.subject === s) })),
  "two words that only one document has both of": pairs.slice(0, EACH).map(({ d, words }) => ({ query: words.join(" "), right: [d.id] })),
  "a heading's last word, in the definite form, and the title's": some(documents.filter(d => d.headings.length), EACH).map(d => {
    const heading = some(d.headings, 1)[0], word = heading.toLowerCase().split(" ").pop();
    return { query: `${definite(word)} ${d.subject}`, right: those(x => x.subject === d.subject) };
  }),
};

const types = { ".js": "text/javascript; charset=utf-8", ".html": "text/html; charset=utf-8", ".css": "text/css" };
async function serve(folder) {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(request.url.split("?")[0]), file = path.join(folder, name.endsWith("/") ? name + "index.html" : name);
    if (!fs.existsSync(file)) { response.writeHead(404); return response.end(); }
    response.writeHead(200, { "content-type": types[path.extname(file)] || "application/octet-stream" });
    response.end(fs.readFileSync(file));
  }).listen(0, "127.0.0.1");
  server.unref();
  await new Promise(done => server.on("listening", done));
  return `http://127.0.0.1:${server.address().port}/`;
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
const open = async address => {
  const page = await browser.newPage();
  await page.goto(address);
  return page;
};
const ours = await open(await serve(sites[0]) + "sok/"), theirs = await open(await serve(sites[1]));
// Each returns the addresses of the first five hits.
const ask = [q => ours.evaluate(async q => {
  const { core, search } = window.styrdokSearch, out = await search(q), first = out.hits.filter(x => core.index().group[x.d][2]).slice(0, 5);
  await core.texts(first.map(x => x.s));
  return first.map(x => core.piece(x.s).URL);
}, q), q => theirs.evaluate(async q => {
  const engine = await import("/pagefind/pagefind.js");
  const { results } = await engine.search(q);
  return (await Promise.all(results.slice(0, 5).map(x => x.data()))).map(x => x.url);
}, q)];

const percent = (n, of) => `${Math.round(100 * n / of)} %`;
console.log("| of what | queries | first: styrdok | first: Pagefind | among five: styrdok | among five: Pagefind |\n|---|---:|---:|---:|---:|---:|");
const all = [0, 0, 0, 0];
let asked = 0;
for (const [kind, list] of Object.entries(kinds)) {
  const n = [0, 0, 0, 0];
  for (const { query, right } of list) {
    for (const i of [0, 1]) {
      const found = (await ask[i](query)).map(url => url.replace(/^\/|\/$/g, "")), place = found.findIndex(id => right.includes(id));
      if (i === 0 && place !== 0 && missed) console.error(`${query}: ${right.join(", ")}; found ${found.join(", ")}`);
      if (place === 0) n[i]++;
      if (place >= 0) n[2 + i]++;
    }
  }
  n.forEach((x, i) => { all[i] += x; });
  asked += list.length;
  console.log(`| ${kind} | ${list.length} | ${n.map(x => percent(x, list.length)).join(" | ")} |`);
}
console.log(`| all | ${asked} | ${all.map(x => percent(x, asked)).join(" | ")} |`);
await browser.close();
