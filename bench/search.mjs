// node search.mjs STYRDOK HUGO QUERY…: rows of a table for each query: the bytes that a first query with its first hits (styrdok shows ten, Pagefind is asked
// for five) fetches in a new browser, and the median time from the beginning of the visit until the hits are there, in rounds where the two take turns.
// STYRDOK is a published site; HUGO holds the same texts, indexed by Pagefind.
import http from "node:http";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const { chromium } = createRequire(process.env.BENCH_WORK + "/npm/")("playwright-core");
const [styrdok, hugo, ...queries] = process.argv.slice(2);
let log = [];

// serve serves a folder on a free port of this machine and returns its address.
async function serve(folder) {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(request.url.split("?")[0]);
    const file = path.join(folder, name.endsWith("/") ? name + "index.html" : name);
    if (!fs.existsSync(file)) { response.writeHead(404); return response.end(); }
    const body = fs.readFileSync(file);
    log.push([name, body.length]);
    const types = { ".js": "text/javascript; charset=utf-8", ".html": "text/html; charset=utf-8", ".css": "text/css" };
    response.writeHead(200, { "content-type": types[path.extname(file)] || "application/octet-stream" });
    response.end(body);
  }).listen(0, "127.0.0.1");
  server.unref();
  await new Promise(done => server.on("listening", done));
  return `http://127.0.0.1:${server.address().port}/`;
}

const ours = await serve(styrdok), theirs = await serve(hugo);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
const bytes = match => log.filter(([name]) => match.test(name)).reduce((sum, [, n]) => sum + n, 0);

// visit opens a page in a new browser context and returns what its script says when the hits are there: their number and the time.
async function visit(address, script, argument) {
  const context = await browser.newContext(), page = await context.newPage();
  await page.addInitScript(script, argument);
  log = [];
  await page.goto(address);
  const found = await (await page.waitForFunction(() => window.found)).jsonValue();
  await context.close();
  return found;
}

// styrdok's page asks what its address says; on Pagefind's a script asks as soon as the page has been read.
function seen() {
  document.addEventListener("DOMContentLoaded", () => {
    const count = document.querySelector(".antal-stor");
    new MutationObserver(() => { window.found ||= { said: count.textContent, ms: performance.now() }; }).observe(count, { childList: true, characterData: true, subtree: true });
  });
}
function asked(q) {
  document.addEventListener("DOMContentLoaded", async () => {
    const engine = await import("/pagefind/pagefind.js");
    await engine.init();
    const { results } = await engine.search(q);
    await Promise.all(results.slice(0, 5).map(x => x.data()));
    window.found = { said: results.length, ms: performance.now() };
  });
}

const ROUNDS = 7, median = list => list.sort((a, b) => a - b)[list.length >> 1];
for (const q of queries) {
  const times = [[], []];
  let a, b, said, results;
  for (let i = 0; i < ROUNDS; i++) {
    const one = await visit(`${ours}sok/?q=${encodeURIComponent(q)}`, seen);
    a = bytes(/search\.js|\/sok\/index\//);
    const other = await visit(theirs, asked, q);
    b = bytes(/pagefind\//);
    [said, results] = [one.said, other.said];
    times[0].push(one.ms);
    times[1].push(other.ms);
  }
  const [x, y] = times.map(median);
  console.log(`| first query “${q}” (${said}; ${results}) | ${a.toLocaleString("en")} | ${b.toLocaleString("en")} | ${(a / b).toFixed(3)} |`);
  console.log(`| milliseconds until its first hits | ${x.toFixed(0)} | ${y.toFixed(0)} | ${(x / y).toFixed(2)} |`);
}
await browser.close();
