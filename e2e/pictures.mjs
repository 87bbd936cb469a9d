// Takes the pictures of README and of docs/ that show the demonstration site: a page, three phones, two spreads of a print and sheets
// of a decision package. What they show is Exempelby's policy for information security and the meeting of December 2026.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launch } from './lib/browser.mjs';
import { serve } from './lib/server.mjs';
import { Site } from './lib/site.mjs';

const [siteFolder, bundle, images] = process.argv.slice(2);
if (!images) {
  console.error('usage: node e2e/pictures.mjs SITE BUNDLE.pdf IMAGEDIR   (also needs convert of ImageMagick)');
  process.exit(2);
}
const POLICY = '/policy/informationssakerhet/';
const DAY = '2026-11-22T12:00:00'; // the pages' own script asks the browser for the day
const folder = mkdtempSync(path.join(os.tmpdir(), 'styrdok-pictures-'));
const at = (name) => path.join(folder, name);
const server = await serve(new Site(siteFolder));
const browser = await launch();

await shot('page.png', POLICY, { width: 1180, height: 820 });
await shot('start.png', '/', { width: 375, height: 762 });
await shot('dark.png', POLICY, { width: 375, height: 762 }, { colorScheme: 'dark' });
await shot('changes.png', `${POLICY}2019-03-25/andringar/`, { width: 375, height: 762 }, { section: 'It-drift' });
await browser.close();
server.close();

sheets('print', path.join(siteFolder, POLICY, 'informationssakerhet-2019-03-25.pdf'), 71.5);
sheets('bundle', bundle, 47);
keep('page', 64, at('page.png'));
keep('phones', 64, ...row('28x0', '#e8eaec', 'start.png', 'dark.png', 'changes.png'));
keep('print', 24, ...framed('print-1.png', 'print-2.png'));
keep('print-tables', 24, ...framed('print-2.png', 'print-3.png'));
keep('beslutshandlingar', 24, ...row('8x0', '#d9dce0', 'bundle-01.png', 'bundle-02.png', 'bundle-09.png'), '-bordercolor', '#d9dce0', '-border', '6x6');
rmSync(folder, { recursive: true });

// shot takes what a window of a size shows of a page, scrolled so that the heading of a section stands a third down.
async function shot(name, address, viewport, { colorScheme = 'light', section } = {}) {
  const context = await browser.newContext({ viewport, colorScheme });
  const page = await context.newPage();
  await page.clock.setFixedTime(DAY);
  await page.goto(server.root + address, { waitUntil: 'load' });
  if (section) {
    const top = await page.locator('h2', { hasText: section }).first().evaluate((heading) => heading.getBoundingClientRect().top);
    await page.evaluate((y) => scrollTo(0, y), top - viewport.height / 3);
  }
  await page.screenshot({ path: at(name) });
  await context.close();
}

function sheets(name, pdf, resolution) {
  execFileSync('pdftoppm', ['-r', String(resolution), '-png', pdf, at(name)]);
}

// row sets pictures beside each other with a gap between them.
function row(gap, colour, ...names) {
  return [...names.flatMap((name, i) => ['(', at(name), ...(i < names.length - 1 ? ['-background', colour, '-gravity', 'east', '-splice', gap] : []), ')']), '+append'];
}

// framed sets two sheets beside each other, each with a line around it, one line between them.
function framed(left, right) {
  const frame = ['-bordercolor', '#767676', '-border', '1'];
  return ['(', at(left), ...frame, ')', '(', at(right), ...frame, '-chop', '1x0', ')', '+append'];
}

function keep(name, colours, ...picture) {
  const kept = path.join(images, `${name}.png`);
  execFileSync('convert', [...picture, '+dither', '-colors', String(colours), '-strip', '-define', 'png:compression-level=9', `PNG8:${kept}`]);
  console.log(kept, readFileSync(kept).length);
}
