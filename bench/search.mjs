// node search.mjs PAGES QUERY…: bytes that a first query with ten hits (Pagefind: five) fetches in a new browser
import http from "node:http";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const { chromium } = createRequire(process.env.BENCH_WORK + "/npm/")("playwright-core");
const [pages, ...queries] = process.argv.slice(2);
let log = [];
const server = http.createServer((request, response) => {
  const name = decodeURIComponent(request.url.split("?")[0]);
  const file = path.join(pages, name.endsWith("/") ? name + "index.html" : name);
  if (!fs.existsSync(file)) { response.writeHead(404); return response.end(); }
  const body = fs.readFileSync(file);
  log.push([name, body.length]);
  const types = { ".js": "text/javascript; charset=utf-8", ".html": "text/html; charset=utf-8" };
  response.writeHead(200, { "content-type": types[path.extname(file)] || "application/octet-stream" });
  response.end(body);
}).listen(0, "127.0.0.1");
await new Promise(done => server.on("listening", done));
const address = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const bytes = match => log.filter(([u]) => match.test(u)).reduce((sum, [, n]) => sum + n, 0);

for (const q of queries) {
  let context = await browser.newContext(), page = await context.newPage();
  log = [];
  const from = performance.now();
  await page.goto(address + "?q=" + encodeURIComponent(q));
  await page.waitForFunction(() => document.querySelector(".antal-stor").textContent);
  const ours = { engine: "styrdok", q, said: await page.textContent(".antal-stor"), shown: await page.locator(".traff > li").count(), first: await page.locator(".traff h2").first().textContent().catch(() => ""),
    ms: Math.round(performance.now() - from), files: log.length, bytes: bytes(/\.js/), script: bytes(/\/search\.js/), manifest: bytes(/\/(index|parts|phrases)\.js/), terms: bytes(/terms-/), texts: bytes(/text-/) };
  console.log(JSON.stringify(ours));
  await context.close();

  context = await browser.newContext();
  page = await context.newPage();
  await page.goto(address);
  log = [];
  const theirs = await page.evaluate(async q => {
    const from = performance.now(), engine = await import("/pagefind/pagefind.js");
    await engine.init();
    const found = await engine.search(q), data = await Promise.all(found.results.slice(0, 5).map(x => x.data()));
    return { results: found.results.length, shown: data.length, first: data[0] && data[0].meta.title, ms: Math.round(performance.now() - from) };
  }, q);
  console.log(JSON.stringify({ engine: "pagefind", q, ...theirs, files: log.length, bytes: bytes(/./), script: bytes(/\.js|wasm/), manifest: bytes(/pf_meta|entry/), terms: bytes(/\/index\//), texts: bytes(/fragment/) }));
  await context.close();
}
await browser.close();
server.close();
