// A site as somebody opens it who double-clicks index.html: no server, and a browser that shows a listing of files for an
// address that ends in a slash.
import { pathToFileURL } from 'node:url';

// clicked follows the way of a reader from the start page. It returns what was wrong on it.
export async function clicked(page, folder) {
  const problems = [];
  const root = pathToFileURL(folder).href.replace(/\/?$/, '/');
  const arrived = async (where) => {
    await page.waitForLoadState('load');
    if (!page.url().startsWith(root) || !/\.html([?#]|$)/.test(page.url())) problems.push(`${where} leads to ${page.url()}`);
    if ((await page.locator('h1').count()) !== 1) problems.push(`${where} leads to no page`);
  };
  const press = async (link, where) => {
    if ((await link.count()) === 0) {
      problems.push(`there is no ${where}`);
      return;
    }
    await link.first().click({ timeout: 5000 });
    await page.waitForTimeout(200); // for pages that forward
    await arrived(where);
  };
  await page.goto(root + 'index.html', { waitUntil: 'load' });
  await press(page.locator('nav.meny a'), 'link of the menu');
  await page.goto(root + 'register/index.html', { waitUntil: 'load' });
  await press(page.locator('.reg tbody th a'), 'document of the register');
  if ((await page.locator('a[href$=".pdf"]').count()) === 0) problems.push('there is no link to a print');
  await press(page.locator('nav.stig a'), 'link above a document');
  await page.goto(root + 'index.html', { waitUntil: 'load' });
  await page.locator('form[role="search"] input[type="search"], form[role="search"] input[name="q"]').first().fill('kommunen');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(500);
  await arrived('the search form');
  await press(page.locator('main ol a, main article a'), 'hit of the search');
  return problems;
}
