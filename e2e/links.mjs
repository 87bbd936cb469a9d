// Follows every link of a built site, on paper: each file and anchor that a page, the style sheets, the site map or
// a feed points to must exist in the folder. Addresses on other hosts are not asked for.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesUnder, rootsFromCommandLine } from './lib/files.mjs';
import { Report } from './lib/report.mjs';
import { Site } from './lib/site.mjs';

const HERE = 'http://site.invalid'; // stands for the folder's root
const POINTERS = ['href', 'src', 'action', 'poster', 'data', 'xlink:href'];

const report = new Report('links');
for (const folder of rootsFromCommandLine('node e2e/links.mjs SITE…')) checkSite(new Site(folder));
report.close('links');

function checkSite(site) {
  const byFile = new Map(site.pages.map((page) => [page.file, page]));
  const reached = new Set([site.fileAt(site.start)]);
  const queue = [...reached];
  while (queue.length > 0) {
    const page = byFile.get(queue.pop());
    if (!page) continue;
    for (const pointer of pointersOf(page)) {
      const file = checkPointer(site, byFile, page.address, pointer);
      if (file && !reached.has(file)) {
        reached.add(file);
        queue.push(file);
      }
    }
  }
  for (const page of site.pages) {
    if (reached.has(page.file)) continue;
    if (!page.forwards && page.address !== '/404.html') report.note('a page that no link leads to', site.folder + page.address);
    for (const pointer of pointersOf(page)) checkPointer(site, byFile, page.address, pointer);
  }
  checkOtherFiles(site, byFile);
}

function pointersOf(page) {
  const pointers = [];
  for (const { name, attributes } of page.elements) {
    for (const key of POINTERS) if (key in attributes) pointers.push({ to: attributes[key], by: `<${name} ${key}>` });
    for (const candidate of attributes.srcset?.split(',') ?? []) pointers.push({ to: candidate.trim().split(/\s+/)[0], by: `<${name} srcset>` });
    if (name === 'meta' && /^refresh$/i.test(attributes['http-equiv'] ?? '')) {
      pointers.push({ to: attributes.content.replace(/^[^=]*=\s*/, ''), by: '<meta refresh>' });
    }
  }
  return pointers;
}

// checkPointer returns the file that an address leads to, or undefined when it leads out of the site or nowhere.
function checkPointer(site, byFile, from, { to, by }) {
  const place = site.folder + from;
  let target;
  try {
    target = new URL(to, HERE + from);
  } catch {
    report.saw();
    report.problem(`${by} "${to}" is no address`, place);
    return undefined;
  }
  const inside = withinSite(site, from, target);
  if (inside === undefined) return undefined;
  report.saw();
  if (to === '#') report.problem(`${by} "#" leads nowhere`, place);
  if (/^\/(?!\/)/.test(to) && from !== '/404.html') {
    report.problem(`${by} "${to}" is not relative, so the site cannot lie in a folder of its host`, place);
  }
  const file = site.fileAt(inside);
  if (!file) {
    const slash = site.fileAt(inside + '/') ? ' (the slash at the end is missing)' : '';
    report.problem(`${by} nothing at "${to}"${slash}`, place);
    return undefined;
  }
  const anchor = decodeURIComponent(target.hash.slice(1));
  if (anchor !== '' && byFile.has(file) && !byFile.get(file).ids.has(anchor)) {
    report.problem(`${by} "${to}" leads to a page without the anchor "${anchor}"`, place);
  }
  return file;
}

// withinSite returns the part of an address below the folder's root, or undefined for the address of another host. The
// site's own base address means this folder as well. The 404 page may be shown at any address, so it alone gives base_url's path.
function withinSite(site, from, target) {
  const base = site.base?.pathname ?? '/';
  if (target.origin === HERE && from !== '/404.html') return target.pathname;
  if (target.origin !== HERE && target.origin !== site.base?.origin) return undefined;
  return target.pathname.startsWith(base) ? '/' + target.pathname.slice(base.length) : undefined;
}

function checkOtherFiles(site, byFile) {
  for (const file of filesUnder([site.folder], '.css')) {
    const text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
    for (const match of text.matchAll(/url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)/g)) {
      checkPointer(site, byFile, addressOf(site, file), { to: match[1] ?? match[2], by: 'url()' });
    }
  }
  for (const file of ['.xml', '.atom'].flatMap((extension) => filesUnder([site.folder], extension))) {
    const text = readFileSync(file, 'utf8');
    for (const match of text.matchAll(/<loc>([^<]+)<\/loc>|<link\b[^>]*\bhref="([^"]+)"/g)) {
      checkPointer(site, byFile, addressOf(site, file), { to: (match[1] ?? match[2]).replaceAll('&amp;', '&'), by: 'address' });
    }
  }
}

function addressOf(site, file) {
  return '/' + path.relative(site.folder, file).split(path.sep).join('/');
}
