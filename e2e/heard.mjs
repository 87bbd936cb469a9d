// Listens to every kind of page of the site in e2e/heard and compares what is announced, in its order, with e2e/heard/heard.txt.
// With --update it writes that file; read the difference before you commit it. SITE is that site, built for 2026-11-22.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { launch } from './lib/browser.mjs';
import { listen, openListener } from './lib/listen.mjs';
import { Report } from './lib/report.mjs';
import { serve } from './lib/server.mjs';
import { Site } from './lib/site.mjs';

const GOLDEN = new URL('heard/heard.txt', import.meta.url);
const QUIET = 1500; // ms in which nothing more is said

const update = process.argv.includes('--update');
const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
if (!folder) {
  console.error('usage: node e2e/heard.mjs [--update] SITE');
  process.exit(2);
}
const report = new Report('heard');
const site = new Site(folder);
const server = await serve(site);
const browser = await launch();
const page = await openListener(browser);
const heard = [];

// Of every kind of page the one with the most to say; what stands around all pages is heard once, on the start page.
const kinds = new Map();
for (const one of site.pages) {
  if (one.forwards || !one.kind) continue;
  if (one.size > (kinds.get(one.kind)?.size ?? 0)) kinds.set(one.kind, one);
}
const chosen = [...kinds.values(), ...['/policy/resor/', '/riktlinjer/ai/', '/policy/passwords/'].map((address) => site.pages.find((one) => one.address === address))];
for (const { address } of chosen.sort((a, b) => (a.address < b.address ? -1 : 1))) {
  await page.goto(server.root + address, { waitUntil: 'load' });
  let said = await listen(page);
  if (address !== site.start) said = said.slice(said.indexOf('main'), said.indexOf('/main') + 1);
  tell(address, [await page.title(), ...said]);
  for (const problem of await page.evaluate(broken)) report.problem(problem, address);
}

// What live regions say while someone writes, sorts and searches.
await page.goto(`${server.root}/register/`, { waitUntil: 'load' });
tell('/register/, “lösen” written in the field', await saidDuring(page, () => page.locator('.snabb input').pressSequentially('lösen', { delay: 60 })));
tell('/register/, “lösenz”', await saidDuring(page, () => page.locator('.snabb input').pressSequentially('z')));
await page.goto(`${server.root}/register/`, { waitUntil: 'load' });
tell('/register/, sorted by decision', await saidDuring(page, () => page.locator('thead button').nth(4).click()));
await page.goto(`${server.root}/sok/`, { waitUntil: 'load' });
tell('/sok/, “lösenord” written in the field', await saidDuring(page, () => page.locator('[name=q]').pressSequentially('lösenord', { delay: 60 })));
await page.goto(`${server.root}/sok/?q=policyn`, { waitUntil: 'load' });
await page.locator('.traff > li').first().waitFor();
await page.waitForTimeout(QUIET);
const hits = await listen(page);
tell('/sok/?q=policyn', [await page.title(), ...hits.slice(hits.indexOf('main'), hits.indexOf('/main') + 1)]);

// How many presses of a key lead to what people come for.
const stops = [['/register/', 'tbody th a'], ['/sok/?q=policyn', '.traff h2 a']];
for (const [address, selector] of stops) {
  await page.goto(server.root + address, { waitUntil: 'load' });
  if (address.startsWith('/sok/')) {
    await page.locator(selector).first().waitFor();
    await page.locator('[name=q]').focus();
  }
  tell(`${address}, keys to the first document`, [await keysTo(page, selector)]);
}

await browser.close();
server.close();
const text = heard.join('\n');
if (update) writeFileSync(GOLDEN, text);
else if (!existsSync(GOLDEN)) report.problem('there is no e2e/heard/heard.txt; --update writes it');
else compare(readFileSync(GOLDEN, 'utf8'), text);
report.close('places');

function tell(place, said) {
  report.saw();
  // A checksum changes with the least in a print.
  heard.push(`=== ${place}`, ...said.map((line) => line.replace(/\b[0-9a-f]{64}\b/, '(64 letters and digits)')), '');
}

// compare tells where what was heard differs from what should be.
function compare(wanted, got) {
  const a = wanted.split('\n'), b = got.split('\n');
  let place = '';
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (a[i] === b[i]) {
      if (a[i].startsWith('===')) place = a[i].slice(4);
      continue;
    }
    report.problem(`heard “${b[i] ?? ''}”, want “${a[i] ?? ''}” (heard.txt:${i + 1}; --update writes it anew)`, place);
    return;
  }
}

// broken: hidden words stand in the line of what they are said with, and nothing without a name or size is a stop of Tab.
function broken() {
  const problems = [];
  for (const span of document.querySelectorAll('span.dold')) {
    const around = getComputedStyle(span.parentElement).display;
    if (!/flex|grid/.test(around) && getComputedStyle(span).display !== 'inline-block') problems.push(`“${span.textContent}” breaks its line`);
  }
  for (const box of document.querySelectorAll('[tabindex="0"]')) {
    if (Math.max(box.scrollWidth, box.firstElementChild.offsetWidth) <= box.clientWidth) problems.push(`${box.className || box.localName} is a stop of Tab and does not scroll`);
  }
  return problems;
}

// saidDuring returns what live regions say from an act on until they have been quiet.
async function saidDuring(page, act) {
  await page.evaluate(() => {
    window.said = [];
    window.ear?.disconnect();
    window.ear = new MutationObserver(([{ target }]) => target.textContent.trim() && window.said.push(target.textContent.trim()));
    for (const region of document.querySelectorAll('[role=status]')) window.ear.observe(region, { childList: true, characterData: true, subtree: true });
  });
  await act();
  await page.waitForTimeout(QUIET);
  return page.evaluate(() => window.said);
}

// keysTo presses Tab until a link is reached, and Enter on links that lead past what stands between.
async function keysTo(page, selector) {
  const keys = [];
  for (let presses = 1; presses < 100; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement === document.querySelector(wanted), selector)) {
      keys.push(`Tab × ${presses}`);
      return keys.join(', ');
    }
    const past = await page.evaluate(() => document.activeElement.closest('.till-lista')?.textContent);
    if (past) {
      await page.keyboard.press('Enter');
      keys.push(`Tab × ${presses}, Enter on “${past}”`);
      presses = 0;
    }
  }
  return 'it is not reached';
}
