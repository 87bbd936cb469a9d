// Takes pictures of whole pages of a built site, wide and narrow, light and dark. Without paths it takes the same samples of
// every kind of page that the browser check looks at.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launch } from './lib/browser.mjs';
import { serve } from './lib/server.mjs';
import { Site } from './lib/site.mjs';

const WIDTHS = [1280, 375, 320];
const SCHEMES = ['light', 'dark'];

const [folder, siteFolder, ...chosen] = process.argv.slice(2);
if (!siteFolder) {
  console.error('usage: node e2e/shots.mjs OUTDIR SITE [/path/…]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const site = new Site(siteFolder);
const server = await serve(site);
const browser = await launch();
const addresses = chosen.length > 0 ? chosen : site.samples().map((page) => page.address);
for (const width of WIDTHS) {
  for (const colorScheme of SCHEMES) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    for (const address of addresses) {
      await page.goto(server.root + address, { waitUntil: 'load' });
      const name = address.replaceAll(/^\/|\/$|\.html$/g, '').replaceAll('/', '_') || 'start';
      const file = path.join(folder, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true });
      console.log(file);
    }
    await context.close();
  }
}
await browser.close();
server.close();
