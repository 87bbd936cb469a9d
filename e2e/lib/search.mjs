// Searching as someone does who has a keyboard and nothing else, on a site that is served or in a folder.
import { pathToFileURL } from 'node:url';

const STOPS = 60; // of Tab until something must have been reached

// The status line when the script has answered.
const answered = () => document.querySelector('.antal-stor')?.textContent.trim() !== '';

// search goes from the start page to a document by its title and returns problems. look is called with the page of hits.
export async function search(page, site, root, look) {
  const problems = [];
  const address = (one) => (site.offline ? pathToFileURL(one.file).href : root + one.address);
  // What does not hold is found only by those who ask for it.
  const documents = site.pages.filter(({ kind, forwards, inForce }) => kind === 'document' && !forwards && inForce);
  const wanted = documents[Math.floor(documents.length / 2)];
  if (!wanted) return ['there is no document to search for'];
  await page.goto(address(wanted), { waitUntil: 'load' });
  const title = await page.locator('h1').innerText();

  await page.goto(address(site.pages.find((one) => one.address === site.start)), { waitUntil: 'load' });
  if (!(await tabTo(page, (element) => element.name === 'q'))) return ['Tab does not reach a search field on the start page'];
  await page.keyboard.type(title);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.body.dataset.page === 'search');
  await page.waitForFunction(answered);

  const status = page.locator('.antal-stor');
  const heard = () => document.querySelector('[role=status]')?.textContent === document.querySelector('.antal-stor').textContent;
  await page.waitForFunction(heard, null, { timeout: 3000 }).catch(() => problems.push('the number of hits is not told to screen readers'));
  const told = Number((await status.innerText()).match(/\d+/)?.[0]);
  const shown = await page.locator('.traff > li').count();
  if (!(told >= shown && shown > 0 && shown >= Math.min(told, 10))) problems.push(`${shown} hits are shown where ${told} are told of`);
  const first = page.locator('.traff > li h2 a').first();
  if ((await first.innerText()) !== title) problems.push(`the first hit on "${title}" is "${await first.innerText()}"`);
  if ((await page.locator('.traff .traffad').count()) === 0) problems.push('nothing is marked in the hits');
  problems.push(...(await look(page)));

  // Typing keeps the focus where it is, and hits on the page.
  if (!(await tabTo(page, (element) => element.name === 'q'))) return [...problems, 'Tab does not reach the field on the search page'];
  await page.evaluate(() => {
    window.emptied = false;
    const list = document.querySelector('.traff');
    new MutationObserver(() => (window.emptied ||= list.children.length === 0)).observe(list, { childList: true });
  });
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.waitForFunction((text) => new URL(location).searchParams.get('q') === text, title.slice(0, -1).trim());
  await page.waitForTimeout(300);
  const after = await page.evaluate(() => ({ name: document.activeElement.name, hits: document.querySelectorAll('.traff > li').length, emptied: window.emptied }));
  if (after.name !== 'q') problems.push('typing loses the focus');
  if (after.hits === 0) problems.push('typing loses the hits');

  // A choice is made with the keyboard and keeps its place.
  if (await tabTo(page, (element) => element.matches('.facett a:not([aria-current])'))) {
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.matches('.facett a[aria-current]')).catch(() => problems.push('after a choice the focus is lost'));
    await page.goBack();
    await page.waitForFunction(answered);
  } else problems.push('Tab does not reach the choices');

  await page.goto(page.url().replace(/([?&]q=)[^&]*.*$/, `$1${encodeURIComponent(title)}`), { waitUntil: 'load' });
  await page.waitForFunction(answered);
  if (!(await tabTo(page, (element) => element.matches('.traff h2 a')))) return [...problems, 'Tab does not reach the hits'];
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.body.dataset.page !== 'search');
  if ((await page.locator('h1').innerText()) !== title) problems.push(`the first hit leads to "${await page.locator('h1').innerText()}"`);

  await page.goBack({ waitUntil: 'load' });
  await page.waitForFunction(answered);
  if ((await page.locator('[name=q]').inputValue()) !== title) problems.push('going back loses what was entered');
  await page.locator('[name=q]').focus();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.querySelectorAll('.traff > li').length === 0).catch(() => problems.push('Escape does not clear the hits'));

  // Who misspells is helped, and what is entered is text. It is one word that no site has.
  await page.keyboard.type('<xyzzyqwert>');
  await page.waitForFunction(() => document.querySelector('.antal-stor').textContent.includes('xyzzyqwert'));
  if ((await page.locator('.antal-stor xyzzyqwert').count()) > 0) problems.push('what is entered becomes HTML');
  if (!(await page.locator('.tips').isVisible())) problems.push('without a hit there is no advice');
  return problems;
}

// tabTo presses Tab from the top of the page until a test holds.
async function tabTo(page, test) {
  await page.evaluate(() => {
    document.activeElement.blur();
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  for (let i = 0; i < STOPS; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(`(${test})(document.activeElement)`)) return true;
  }
  return false;
}

// unscripted: without scripts the search page says so and leads to all documents.
export function unscripted() {
  const form = document.querySelector('form[role=search]');
  const problems = [];
  if (!form?.querySelector('noscript')?.checkVisibility()) problems.push('without scripts the search page does not say that it needs them');
  if (![...(form?.querySelectorAll('a[href]') ?? [])].some((link) => link.checkVisibility())) problems.push('without scripts the search page leads nowhere');
  return problems;
}
