// node search.mjs STYRDOK HUGO QUERY…: a row of a table for each query with the bytes that a first query with its first hits (styrdok shows ten, Pagefind is asked
// for five) fetches in a new browser. STYRDOK is a published site; HUGO holds the same texts, indexed by Pagefind.
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

for (const q of queries) {
  let context = await browser.newContext(), page = await context.newPage();
  log = [];
  await page.goto(`${ours}sok/?q=${encodeURIComponent(q)}`);
  await page.waitForFunction(() => document.querySelector(".antal-stor").textContent);
  const said = await page.textContent(".antal-stor");
  const a = bytes(/search\.js|\/sok\/index\//);
  await context.close();

  context = await browser.newContext();
  page = await context.newPage();
  await page.goto(theirs);
  log = [];
  const results = await page.evaluate(async q => {
    const engine = await import("/pagefind/pagefind.js");
    await engine.init();
    const found = await engine.search(q);
    await Promise.all(found.results.slice(0, 5).map(x => x.data()));
    return found.results.length;
  }, q);
  const b = bytes(/./);
  console.log(`| first query “${q}” (${said}; ${results}) | ${a.toLocaleString("en")} | ${b.toLocaleString("en")} | ${(a / b).toFixed(3)} |`);
  await context.close();
}
await browser.close();
