// Takes the pictures of docs/fran-utkast-till-beslut.md: runs the script of the walk-through and shows what its lines
// "picture NAME FILE [SHEET]" name, a page to the browser and a PDF's first or other sheet to poppler, and keeps each as
// docs/images/NAME.png with few colours. The script is run for real by go test; here it only has to get as far as its pictures.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launch } from './lib/browser.mjs';
import { serve } from './lib/server.mjs';
import { Site } from './lib/site.mjs';

const [program, images] = process.argv.slice(2);
if (!images) {
  console.error('usage: node e2e/walkthrough.mjs STYRDOK IMAGEDIR   (also needs convert of ImageMagick)');
  process.exit(2);
}
const script = path.join(import.meta.dirname, '..', 'cmd', 'styrdok', 'testdata', 'script', 'walkthrough.txtar');
const [comment, ...rest] = readFileSync(script, 'utf8').split(/^-- (.+) --\n/m);
const folder = mkdtempSync(path.join(os.tmpdir(), 'styrdok-walkthrough-'));
const at = (name) => path.join(folder, name);
for (let i = 0; i < rest.length; i += 2) {
  mkdirSync(path.dirname(at(rest[i])), { recursive: true });
  writeFileSync(at(rest[i]), rest[i + 1]);
}
mkdirSync(images, { recursive: true });
const browser = await launch();
let today; // of the last command; the pages' own script asks the browser for the day
for (const line of comment.split('\n')) {
  const [command, ...args] = words(line);
  if (command === 'exec' && args[0] === 'styrdok') {
    execFileSync(path.resolve(program), args.slice(1), { cwd: folder, stdio: 'pipe' });
    today = args[args.indexOf('--today') + 1];
  } else if (command === 'cp') cpSync(at(args[0]), at(args[1]));
  else if (command === 'mkdir') mkdirSync(at(args[0]), { recursive: true });
  else if (command === 'reword') writeFileSync(at(args[2]), readFileSync(at(args[2]), 'utf8').replaceAll(args[0], args[1]));
  else if (command === 'picture') await picture(...args);
}
await browser.close();
rmSync(folder, { recursive: true });

// words splits a line as the script does: single quotes hold words together.
function words(line) {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]);
}

async function picture(name, file, sheet = '1') {
  const raw = at(`${name}.png`);
  if (file.endsWith('.pdf')) {
    execFileSync('pdftoppm', ['-r', '80', '-png', '-f', sheet, '-singlefile', at(file), at(name)]);
  } else {
    const [root, ...address] = file.replace(/index\.html$/, '').split('/');
    const server = await serve(new Site(at(root)));
    const page = await browser.newPage({ viewport: { width: 1000, height: 760 } });
    await page.clock.setFixedTime(`${today}T12:00:00`);
    await page.goto(`${server.root}/${address.join('/')}`, { waitUntil: 'load' });
    await page.screenshot({ path: raw });
    await page.close();
    server.close();
  }
  const kept = path.join(images, `${name}.png`);
  execFileSync('convert', [raw, '+dither', '-colors', '48', '-bordercolor', '#767676', '-border', '1', '-strip', '-define', 'png:compression-level=9', `PNG8:${kept}`]);
  console.log(kept, readFileSync(kept).length);
}
