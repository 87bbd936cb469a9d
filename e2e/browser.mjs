// Looks at samples of every kind of page in a real browser, under several circumstances: axe finds no violation, nothing
// is asked from another host or scrolls sideways on a phone, the keyboard gets to the text, everything can be pressed.
import axe from 'axe-core';
import { circumstances, launch } from './lib/browser.mjs';
import { rootsFromCommandLine } from './lib/files.mjs';
import { focus, headings, printed, sideways, targets } from './lib/inspect.mjs';
import { Report } from './lib/report.mjs';
import { serve } from './lib/server.mjs';
import { Site } from './lib/site.mjs';
import { inParallel } from './lib/tool.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const report = new Report('browser');
const browser = await launch();
for (const folder of rootsFromCommandLine('node e2e/browser.mjs SITE…')) await checkSite(new Site(folder));
await browser.close();
report.close('visits');

async function checkSite(site) {
  const server = await serve(site);
  const samples = site.samples();
  console.log(`${site.folder}: ${new Set(samples.map((page) => page.kind)).size} kinds of pages, ${samples.length} samples of ${site.pages.length} pages`);
  for (const page of samples) console.log(`  ${page.kind}: ${page.address}`);
  const visits = samples.flatMap((sample) => Object.keys(circumstances).map((name) => ({ sample, name })));
  await inParallel(visits, async ({ sample, name }) => {
    const where = `${site.folder}${sample.address} [${name}]`;
    try {
      for (const problem of await withinTime(visit(server.root, sample, name))) report.problem(problem, where);
      report.saw();
    } catch (error) {
      report.problem(`could not be looked at: ${error.message.split('\n')[0]}`, where);
    }
  });
  server.close();
}

// withinTime gives up on a visit that hangs; the browser has no deadline for what it is asked.
function withinTime(visited) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error('no answer in a minute')), 60_000)));
  return Promise.race([visited, late]).finally(() => clearTimeout(timer));
}

async function visit(root, sample, name) {
  const problems = [];
  const context = await browser.newContext(circumstances[name]);
  try {
    const page = await context.newPage();
    // The error page is asked for in its own role, deep down, where only addresses from the root work.
    const missing = sample.address === '/404.html';
    const address = root + (missing ? '/finns/inte/' : sample.address);
    listen(page, root, address, missing, problems);
    const scripts = await switchScripts(page, name === 'no script');
    await page.goto(address, { waitUntil: 'load' });
    if (name === 'desktop' || name === 'no script') problems.push(...(await skipLink(page)));
    problems.push(...(await page.evaluate(headings)));
    if (name === 'narrow') problems.push(...(await page.evaluate(sideways)));
    if (name === 'narrow' || name === 'desktop') problems.push(...(await page.evaluate(targets)));
    await scripts.allow();
    problems.push(...(await accessibility(page)));
    if (name === 'desktop') problems.push(...(await paper(page)));
    const cookies = await context.cookies();
    if (cookies.length > 0) problems.push(`sets the cookie ${cookies[0].name}`);
  } finally {
    await context.close();
  }
  return problems;
}

function listen(page, root, address, missing, problems) {
  const host = new URL(root).host;
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.host !== host) problems.push(`asks another host: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !(missing && response.url() === address)) problems.push(`${response.status()} for ${response.url().replace(root, '')}`);
  });
  page.on('console', (message) => {
    const expected = missing && message.location().url === address;
    if (['error', 'warning'].includes(message.type()) && !expected) problems.push(`console: ${message.text()} (${message.location().url.replace(root, '')})`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
}

// skipLink presses Tab and Enter as someone without a mouse does.
async function skipLink(page) {
  await page.keyboard.press('Tab');
  const first = await page.evaluate(focus);
  if (first.name !== 'a' || !first.href.startsWith('#')) return [`the first stop of Tab is <${first.name}> ${first.href}, no skip link`];
  if (!first.target) return [`the skip link's target ${first.href} does not exist`];
  const problems = first.visible ? [] : ['the skip link cannot be seen when it has the focus'];
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const passed = await page.evaluate((id) => {
    const target = document.getElementById(decodeURIComponent(id));
    const now = document.activeElement;
    // Where the text has nothing to stop at, what comes after it is right too.
    return now === document.body || target.contains(now) || Boolean(target.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING);
  }, first.href.slice(1));
  if (!passed) problems.push('after the skip link Tab stops before the text');
  return problems;
}

// switchScripts keeps a page's scripts from running. Playwright's own switch cannot be turned back, but axe, which is let in
// once the page has been loaded, needs timers. By then the page's scripts do not start any more.
async function switchScripts(page, off) {
  const session = await page.context().newCDPSession(page);
  const disable = (value) => session.send('Emulation.setScriptExecutionDisabled', { value });
  if (off) await disable(true);
  return { allow: () => disable(false) };
}

async function accessibility(page) {
  // What is folded away must be right too.
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(
    (rules) => axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] }),
    RULES,
  );
  if (passes.length < 10) return [`axe looked at ${passes.length} rules only`];
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => {
      const detail = [...node.any, ...node.all, ...node.none][0]?.message ?? '';
      return `axe ${id}: ${help}: ${node.target.join(' ')} (${nodes.length} in all) ${detail}`;
    }),
  );
}

async function paper(page) {
  await page.emulateMedia({ media: 'print' });
  const problems = await page.evaluate(printed);
  const pdf = await page.pdf({ format: 'A4' });
  if (pdf.subarray(0, 5).toString() !== '%PDF-') problems.push('cannot be printed');
  return problems;
}
