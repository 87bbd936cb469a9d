// Looks at samples of every kind of page in a real browser, under several circumstances: axe finds no violation, nothing
// is asked from another host or scrolls sideways on a phone or at 400 %, the keyboard gets everywhere and is seen where
// it is, everything can be pressed, the register sorts as Swedish readers expect, and the search is used with the keyboard
// alone. A copy made with --offline is opened from its folder and does the same.
import axe from 'axe-core';
import { launch } from './lib/browser.mjs';
import { rootsFromCommandLine } from './lib/files.mjs';
import { clicked } from './lib/folder.mjs';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { focus, headings, loose, policy, printed, restless, sideways, stop, targets } from './lib/inspect.mjs';
import { Report } from './lib/report.mjs';
import { search, unscripted } from './lib/search.mjs';
import { serve } from './lib/server.mjs';
import { Site } from './lib/site.mjs';
import { inParallel } from './lib/tool.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDE = { width: 1280, height: 900 };
// A window of 1280 × 1024 at 400 %, and as wide as the narrowest phone.
const NARROW = { width: 320, height: 256 };
// The breadth that is left of A4 between the margins.
const PAPER = { width: 627, height: 900 };
// Colours are all that dark, contrast and forced colours change.
const COLOURS = ['color-contrast', 'link-in-text-block'];
const STOPS = 40; // of Tab that are looked at on a page

// The Swedish order of titles; the same list is sorted in Go.
const SWEDISH = [
  'arkivreglemente', 'Avfallsföreskrifter', 'Etikpolicy', 'Évian', 'Informationssäkerhetspolicy', 'Policy för informationssäkerhet',
  'Riktlinje 2', 'Riktlinje 10', 'Viltpolicy', 'Vision 2030', 'Wifipolicy', 'Übersicht', 'Yrkesplan', 'Zonplan', 'Åtgärdsplan',
  'Ängsplan', 'Æra', 'Ärendehandbok', 'Öppna data', 'Ørsted', 'Överförmyndarreglemente',
];

const report = new Report('browser');
const browser = await launch();
for (const folder of rootsFromCommandLine('node e2e/browser.mjs SITE…')) await checkSite(new Site(folder));
await browser.close();
report.close('looks');

async function checkSite(site) {
  if (site.offline) return checkFolder(site);
  const server = await serve(site);
  const samples = site.samples();
  console.log(`${site.folder}: ${new Set(samples.map((page) => page.kind)).size} kinds of pages, ${samples.length} samples of ${site.pages.length} pages`);
  for (const page of samples) console.log(`  ${page.kind}: ${page.address}`);
  await inParallel(samples, async (sample) => {
    const tell = (name, problems) => {
      for (const problem of problems) report.problem(problem, `${site.folder}${sample.address} [${name}]`);
      report.saw();
    };
    try {
      await withinTime(async () => {
        await withScripts(server.root, sample, tell);
        await withoutScripts(server.root, sample, tell);
      });
    } catch (error) {
      report.problem(`could not be looked at: ${error.message.split('\n')[0]}`, site.folder + sample.address);
    }
  });
  await usesScripts(site, server.root);
  server.close();
  // A site of a few pages for a test has no register to walk through.
  if (existsSync(path.join(site.folder, 'register', 'index.html'))) await doubleClicked(site);
}

// doubleClicked opens the site as somebody does who finds its folder, without a server.
async function doubleClicked(site) {
  const context = await browser.newContext({ viewport: WIDE });
  try {
    for (const problem of await clicked(await context.newPage(), site.folder)) report.problem(problem, `${site.folder} [file]`);
  } catch (error) {
    report.problem(`could not be opened from its folder: ${error.message.split('\n')[0]}`, site.folder);
  } finally {
    report.saw();
    await context.close();
  }
}

// usesScripts does what needs scripts: sorting, keeping flags true, and searching.
async function usesScripts(site, root) {
  const tell = (place, problems) => {
    report.saw();
    for (const problem of problems) report.problem(problem, `${site.folder}${place}`);
  };
  const register = site.pages.find(({ address }) => address === '/register/' || address === '/register/index.html');
  const registered = register && (site.offline ? pathToFileURL(register.file).href : root + register.address);
  if (register) tell('/register/ [sorting]', await sorting(registered));
  if (register) tell('/register/ [combining]', await combining(registered));
  if (register) tell('/register/ [years later]', await yearsLater(registered));
  if (site.pages.some(({ kind }) => kind === 'search')) tell('/sok/ [search by keyboard]', await searching(site, root));
}

// searching looks for a document with the keyboard alone and looks at the page of hits under the circumstances of the others.
async function searching(site, root) {
  const context = await browser.newContext({ viewport: WIDE });
  context.setDefaultTimeout(20_000);
  try {
    const page = await context.newPage();
    const heard = listen(page, root);
    const named = (name, problems) => problems.map((problem) => `${name}: ${problem}`);
    const problems = await search(page, site, root, async () => {
      const found = named('hits', [...(await page.evaluate(headings)), ...(await accessibility(page)), ...(await page.evaluate(targets))]);
      await page.setViewportSize(NARROW);
      found.push(...named('narrow hits', [...(await page.evaluate(sideways)), ...(await page.evaluate(restless)), ...(await accessibility(page)), ...(await page.evaluate(targets)), ...(await walk(page))]));
      await page.setViewportSize(WIDE);
      found.push(...named('hits by keyboard', await walk(page)));
      await page.emulateMedia({ colorScheme: 'dark' });
      found.push(...named('dark hits', await accessibility(page, COLOURS)));
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
      found.push(...named('hits in forced colours', await accessibility(page, COLOURS)));
      await page.emulateMedia({ forcedColors: 'none' });
      return found;
    });
    return [...problems, ...heard];
  } catch (error) {
    return [`could not be searched: ${error.message.split('\n')[0]}`];
  } finally {
    await context.close();
  }
}

// checkFolder opens pages of an offline copy from their folder and follows a link.
async function checkFolder(site) {
  // Only a server asks for the page of lost addresses.
  const samples = site.samples().filter(({ address }) => address !== '/404.html');
  console.log(`${site.folder}: opened from the folder, ${samples.length} samples of ${site.pages.length} pages`);
  await inParallel(samples, async ({ file, address }) => {
    const root = pathToFileURL(site.folder).href;
    const context = await browser.newContext({ viewport: WIDE });
    const page = await context.newPage();
    const heard = listen(page, root);
    await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
    const problems = [...(await page.evaluate(headings)), ...(await page.evaluate(policy)), ...(await accessibility(page)), ...heard];
    if (!(await page.evaluate(() => [...document.styleSheets].every((sheet) => sheet.href) && document.styleSheets.length > 0))) {
      problems.push('the stylesheet is not there');
    }
    const link = page.locator('header a[href$="index.html"]').first();
    await link.click({ timeout: 5000 }).catch(() => problems.push('there is no link to another page'));
    if (!(await page.locator('h1').first().isVisible())) problems.push('the first link leads to no page');
    await context.close();
    for (const problem of problems) report.problem(problem, `${site.folder}${address} [file]`);
    report.saw();
  });
  await usesScripts(site, pathToFileURL(site.folder).href);
}

// sorting puts titles into the register in disorder and presses the head of their column.
async function sorting(address) {
  const context = await browser.newContext({ viewport: WIDE });
  try {
    const page = await context.newPage();
    const mixed = [...SWEDISH].sort((a, b) => (a.length % 7) - (b.length % 7) || (a < b ? 1 : -1));
    const rows = mixed.map((title) => `<tr><th scope="row"><a href="#">${title}</a></th><td></td><td></td><td></td><td></td><td></td></tr>`).join('');
    // The rows are exchanged before the page's script, which is deferred, sees them; a page of a folder cannot be routed.
    await page.addInitScript((rows) => {
      document.addEventListener('readystatechange', () => {
        if (document.readyState === 'interactive') document.querySelector('table[data-sort] tbody').innerHTML = rows;
      });
    }, rows);
    await page.goto(address, { waitUntil: 'load' });
    const head = page.locator('table[data-sort] thead th').first();
    const button = head.locator('button');
    if ((await page.locator('.valj[data-rows]').count()) > 0) return []; // one page of several, which cannot be sorted by itself
    if ((await button.count()) === 0) return ['the columns cannot be sorted'];
    const problems = [];
    // The page tells that they ascend, so they are turned first.
    for (const [way, wanted] of [['descending', [...SWEDISH].reverse()], ['ascending', SWEDISH]]) {
      await button.press('Enter');
      const said = await head.getAttribute('aria-sort');
      if (said !== way) problems.push(`the column says that it is sorted ${said}, not ${way}`);
      const got = await page.locator('tbody th a').allTextContents();
      if (got.join() !== wanted.join()) problems.push(`sorted ${way}: ${got.join(', ')}`);
    }
    return problems;
  } finally {
    await context.close();
  }
}

// combining makes a choice in each of two filters of the register, and opens the address that comes of it.
async function combining(address) {
  const context = await browser.newContext({ viewport: WIDE });
  try {
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'load' });
    if ((await page.locator('.valj[data-combine=""]').count()) === 0) return [];
    const groups = await page.evaluate(() => [...document.querySelectorAll('.filter > div:not(.ordning)')].slice(0, 2).map((group) => {
      const all = [...document.querySelectorAll('.filter > div:not(.ordning) a')];
      return all.indexOf(group.querySelector('a'));
    }));
    if (groups.length < 2) return [];
    const misnamed = await choosing(page, address);
    if (misnamed.length > 0) return misnamed;
    if ((await page.locator('.valj[data-rows]').count()) > 0) return await combiningFetched(page, groups);
    const state = () => page.evaluate((groups) => {
      const rows = [...document.querySelectorAll('.reg tbody tr')];
      const has = (row) => groups.every((n) => (row.dataset.val || '').split(' ').includes(String(n)));
      return { shown: rows.filter((row) => !row.hidden).length, wanted: rows.filter(has).length, said: document.querySelector('.antal').textContent };
    }, groups);
    const problems = [];
    for (const n of groups) await page.locator('.filter > div:not(.ordning) a').nth(n).click();
    const chosen = await state();
    if (chosen.shown !== chosen.wanted) problems.push(`two choices leave ${chosen.shown} documents, not ${chosen.wanted}`);
    if (!chosen.said.includes(String(chosen.shown))) problems.push(`it says "${chosen.said}" of ${chosen.shown} documents`);
    await page.reload({ waitUntil: 'load' });
    const again = await state();
    if (again.shown !== chosen.shown && page.url().startsWith('http')) problems.push(`its address leads to ${again.shown} documents, not ${chosen.shown}`);
    return problems;
  } finally {
    await context.close();
  }
}

// choosing makes each choice of the first filters, which makes the page what the page of the choice is, and goes back.
async function choosing(page, address) {
  if (!address.startsWith('http')) return []; // from a folder no address tells of a choice, and there is nothing to go back to
  const called = () => page.evaluate(() => {
    const lead = document.querySelector('.ingress');
    return [document.querySelector('h1').textContent, document.title, lead && !lead.hidden ? lead.textContent : '', document.querySelector('.reg caption').textContent].join(' | ');
  });
  const links = page.locator('.filter > div:not(.ordning) a');
  const before = await called();
  const problems = [];
  for (let n = 0; n < Math.min(4, await links.count()); n++) {
    const own = await links.nth(n).evaluate((a) => a.href);
    await links.nth(n).click();
    await page.locator('.rensa:not([hidden])').waitFor();
    const made = await called();
    if (await page.locator('.filter > div:not([hidden]):not(:has(li:not([hidden])))').count()) problems.push(`a filter without choices is left by ${own}`);
    await page.goBack();
    await page.locator('.rensa[hidden]').waitFor({ state: 'attached' });
    if ((await called()) !== before || page.url() !== address) problems.push(`back from ${own} it says "${await called()}", not "${before}", at ${page.url()}`);
    const response = await page.request.get(own);
    const wanted = await page.evaluate((html) => {
      const doc = new DOMParser().parseFromString(html, 'text/html');
      return [doc.querySelector('h1').textContent, doc.title, doc.querySelector('.ingress')?.textContent ?? '', doc.querySelector('.reg caption').textContent].join(' | ');
    }, await response.text());
    if (made !== wanted) problems.push(`a choice makes "${made}", its page is "${wanted}"`);
  }
  return problems;
}

// combiningFetched makes the choices where the rows of all pages are fetched, and holds them to those that the page came with.
async function combiningFetched(page, groups) {
  const problems = [];
  const state = () => page.evaluate(() => ({
    rows: [...document.querySelectorAll('.reg tbody tr')].map((row) => row.innerHTML.replaceAll(/ data-later="[^"]*"/g, '')),
    said: document.querySelector('.antal').textContent, pages: !document.querySelector('.sidor').hidden,
  }));
  const came = await state();
  const choose = async (n) => {
    await page.locator('.filter > div:not(.ordning) a').nth(n).click();
    await page.waitForFunction(() => document.querySelector('.sidor').hidden);
  };
  await choose(groups[0]);
  const one = await state();
  const known = one.rows.filter((row) => came.rows.includes(row)).length;
  const hrefs = (rows) => rows.map((row) => row.match(/href="([^"]*)"/)[1]);
  const shared = hrefs(one.rows).filter((href) => hrefs(came.rows).includes(href)).length;
  if (shared === 0 || known !== shared) problems.push(`of ${shared} rows that the page has too, ${known} are written alike`);
  await choose(groups[1]);
  const two = await state();
  if (two.rows.length === 0 || !two.said.includes(two.rows.length)) problems.push(`it says "${two.said}" of ${two.rows.length} rows`);
  await page.reload({ waitUntil: 'load' });
  if (page.url().startsWith('http')) {
    await page.waitForFunction(() => document.querySelector('.sidor').hidden);
    if ((await state()).rows.join() !== two.rows.join()) problems.push('its address leads to other documents');
  }
  await page.locator('.rensa a').click();
  const cleared = await state();
  if (cleared.rows.join() !== came.rows.join() || !cleared.pages || cleared.said !== came.said) problems.push('it does not go back to what it was');
  return problems;
}

// yearsLater opens the register on the day of its build and when every day that it knows of has passed.
async function yearsLater(address) {
  const problems = [];
  for (const later of [false, true]) {
    const context = await browser.newContext({ viewport: WIDE });
    try {
      const page = await context.newPage();
      await page.clock.install();
      await page.clock.setFixedTime(new Date(later ? '2099-01-01T12:00:00Z' : '1999-01-01T12:00:00Z'));
      await page.goto(address, { waitUntil: 'load' });
      problems.push(
        ...(await page.evaluate((later) => {
          const found = [];
          const note = document.querySelector('.passerad');
          const marked = [...document.querySelectorAll('.reg [data-later]')];
          if (marked.length > 0 && !note) found.push('it does not know when its counts become too old');
          if (note && note.hidden === later) found.push(later ? 'it does not say that its counts are old' : 'it says that its counts are old on the day of its build');
          for (const mark of later ? marked : []) {
            const row = mark.closest('tr');
            const coming = JSON.parse(mark.dataset.later), [, kind, word] = coming.at(-1), to = coming.map((l) => l[3]).filter(Boolean).at(-1);
            if (to && row.querySelector('a').getAttribute('href') !== to) found.push(`${row.cells[0].textContent} does not lead to the version that holds`);
            const words = [...mark.querySelectorAll('span')].at(-1), day = word.match(/[0-9-]{10}/);
            if (words.textContent !== word || (mark.querySelector('use')?.href.baseVal || '').slice(4) !== kind) found.push(`${row.cells[0].textContent} is not marked ${word}`);
            if (day && words.querySelector('time')?.dateTime !== day[0]) found.push(`${row.cells[0].textContent}: "${words.textContent}" does not mark its day`);
          }
          return found;
        }, later)),
      );
    } finally {
      await context.close();
    }
  }
  return problems;
}

// withinTime gives up on a page that hangs; the browser has no deadline for what it is asked.
function withinTime(look) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error('no answer in three minutes')), 180_000)));
  return Promise.race([look(), late]).finally(() => clearTimeout(timer));
}

// withScripts loads a page once and looks at it wide, narrow, in dark, in forced colours and on paper.
async function withScripts(root, sample, tell) {
  await open(root, sample, true, async (page, heard) => {
    tell('wide', [...(await skipLink(page)), ...(await page.evaluate(policy)), ...(await page.evaluate(loose)), ...(await page.evaluate(headings)), ...(await page.evaluate(restless)), ...(await accessibility(page)), ...(await page.evaluate(targets))]);
    await page.setViewportSize(NARROW);
    tell('narrow', [...(await page.evaluate(sideways)), ...(await page.evaluate(restless)), ...(await accessibility(page)), ...(await page.evaluate(targets)), ...(await walk(page))]);
    await page.setViewportSize(WIDE);
    tell('keyboard', await walk(page));
    await page.emulateMedia({ colorScheme: 'dark' });
    tell('dark', await accessibility(page, COLOURS));
    await page.emulateMedia({ colorScheme: 'light', contrast: 'more' });
    tell('more contrast', await accessibility(page, COLOURS));
    await page.emulateMedia({ contrast: 'no-preference', forcedColors: 'active' });
    tell('forced colours', await accessibility(page, COLOURS));
    await page.emulateMedia({ forcedColors: 'none', media: 'print' });
    await page.setViewportSize(PAPER);
    tell('paper', await paper(page));
    tell('network and console', heard);
  });
}

async function withoutScripts(root, sample, tell) {
  await open(root, sample, false, async (page, heard, allowScripts) => {
    const problems = [...(await skipLink(page)), ...(await page.evaluate(headings)), ...(sample.kind === 'search' ? await page.evaluate(unscripted) : [])];
    await allowScripts();
    tell('no script', [...problems, ...(await accessibility(page)), ...heard]);
  });
}

// open loads a page and hands it over with a list that fills with what is heard from its network and console.
async function open(root, sample, scripts, look) {
  const context = await browser.newContext({ viewport: WIDE });
  try {
    const page = await context.newPage();
    // The error page is asked for in its own role, deep down, where only addresses from the root work.
    const missing = sample.address === '/404.html';
    const address = root + (missing ? '/finns/inte/' : sample.address);
    const heard = listen(page, root, missing && address);
    const session = await context.newCDPSession(page);
    const disableScripts = (value) => session.send('Emulation.setScriptExecutionDisabled', { value });
    if (!scripts) await disableScripts(true);
    await page.goto(address, { waitUntil: 'load' });
    for (const cookie of await context.cookies()) heard.push(`sets the cookie ${cookie.name}`);
    // Playwright's own switch for scripts cannot be turned back, but axe, which is let in later, needs timers. By then
    // the page's scripts do not start any more.
    await look(page, heard, () => disableScripts(false));
  } finally {
    await context.close();
  }
}

// listen returns a list to which problems are added as they are heard. One address may be missing.
function listen(page, root, missing) {
  const heard = [];
  const host = new URL(root).host;
  const within = (url) => url.replace(root, '');
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.host !== host) heard.push(`asks another host: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && response.url() !== missing) heard.push(`${response.status()} for ${within(response.url())}`);
  });
  page.on('console', (message) => {
    const { url } = message.location();
    if (['error', 'warning'].includes(message.type()) && url !== missing) heard.push(`console: ${message.text()} (${within(url)})`);
  });
  page.on('requestfailed', (request) => {
    // What was still being loaded when the next page was gone to is not missing.
    if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
    if (request.url().startsWith('file:')) heard.push(`not loaded: ${within(request.url())}`);
  });
  page.on('pageerror', (error) => heard.push(`script: ${error.message}`));
  return heard;
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

// walk goes through a page with Tab: every stop is seen, not covered, and comes after the one before.
async function walk(page) {
  const problems = [];
  await page.evaluate(() => {
    document.activeElement.blur();
    window.scrollTo(0, 0);
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    window.lastStop = document.body;
  });
  for (let i = 0; i < STOPS; i++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(stop);
    if (found === null) break; // past the end
    problems.push(...found);
  }
  return problems;
}

async function accessibility(page, only) {
  // What is folded away must be right too.
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(
    // axe reads stylesheets a second time, which a browser refuses a page of a folder.
    (what) => axe.run(document, { runOnly: what, resultTypes: ['violations'], preload: location.protocol !== 'file:' }),
    only ? { type: 'rule', values: only } : { type: 'tag', values: RULES },
  );
  if (!only && passes.length < 10) return [`axe looked at ${passes.length} rules only`];
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => {
      const detail = [...node.any, ...node.all, ...node.none][0]?.message ?? '';
      return `axe ${id}: ${help}: ${node.target.join(' ')} (${nodes.length} in all) ${detail}`;
    }),
  );
}

async function paper(page) {
  const problems = [...(await page.evaluate(printed)), ...(await page.evaluate(sideways))];
  const pdf = await page.pdf({ format: 'A4' });
  if (pdf.subarray(0, 5).toString() !== '%PDF-') problems.push('cannot be printed');
  return problems;
}
