import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { elements } from './html.mjs';
import { filesUnder } from './files.mjs';

// A Site is a built folder seen as web addresses. Addresses are paths under the site's own root, so that
// index.html of the folder is "/".
export class Site {
  constructor(folder) {
    this.folder = path.resolve(folder);
    this.pages = filesUnder([this.folder], '.html').map((file) => this.#page(file));
    this.start = this.#start();
    this.base = this.#base();
    // Links of a copy for a folder or a USB stick name the file.
    const start = this.pages.find((page) => page.address === this.start);
    this.offline = start.elements.some(({ name, attributes }) => name === 'a' && /\/index\.html$/.test(attributes.href ?? ''));
  }

  #page(file) {
    const html = readFileSync(file, 'utf8');
    const found = elements(html);
    const body = found.find((element) => element.name === 'body');
    return {
      file,
      address: '/' + path.relative(this.folder, file).split(path.sep).join('/').replace(/(^|\/)index\.html$/, '$1'),
      size: html.length,
      elements: found,
      ids: new Set(found.flatMap(({ attributes }) => [attributes.id, attributes.name]).filter(Boolean)),
      kind: body?.attributes['data-page'],
      inForce: /class="svar"><p><svg[^>]*><use href="#_m-in-force"/.test(html), // as the page tells its readers
      className: body?.attributes.class,
      forwards: found.some(({ name, attributes }) => name === 'meta' && /^refresh$/i.test(attributes['http-equiv'] ?? '')),
    };
  }

  // The look's folder has no index.html but a start.html.
  #start() {
    const first = ['/', '/start.html'].find((address) => this.pages.some((page) => page.address === address));
    if (!first) throw new Error(`${this.folder}: no start page`);
    return first;
  }

  // #base is the address at which the site will be published, by the start page's own word, or undefined.
  #base() {
    const start = this.pages.find((page) => page.address === this.start);
    const canonical = start.elements.find(({ name, attributes }) => name === 'link' && attributes.rel === 'canonical');
    return canonical && new URL('./', canonical.attributes.href);
  }

  // fileAt returns the file that an address shows, or undefined. A folder shows its index.html.
  fileAt(address) {
    let wanted;
    try {
      wanted = path.join(this.folder, decodeURIComponent(address));
    } catch {
      return undefined; // A percent sign that escapes nothing.
    }
    if (wanted !== this.folder && !wanted.startsWith(this.folder + path.sep)) return undefined;
    const file = address.endsWith('/') ? path.join(wanted, 'index.html') : wanted;
    return existsSync(file) && statSync(file).isFile() ? file : undefined;
  }

  // samples picks pages to look at closely: of every kind the first, the middle one and the largest, and one that shows
  // a text in another language than the page's. Pages that only forward to another are left out.
  samples() {
    const kinds = new Map();
    for (const page of this.pages) {
      if (page.forwards) continue;
      const kind = page.kind || page.className || shape(page.address);
      if (!kinds.has(kind)) kinds.set(kind, []);
      kinds.get(kind).push(page);
    }
    return [...kinds.entries()].flatMap(([kind, pages]) => {
      const largest = pages.reduce((a, b) => (b.size > a.size ? b : a));
      const foreign = pages.find(({ elements }) => elements.some(({ name, attributes }) => name === 'article' && attributes.lang));
      const chosen = new Set([pages[0], pages[Math.floor(pages.length / 2)], largest, ...(foreign ? [foreign] : [])]);
      return [...chosen].map((page) => ({ ...page, kind }));
    });
  }
}

// shape is the kind of a page that does not tell: pages at the top are each their own, below that depth and dates decide.
function shape(address) {
  const parts = address.split('/').filter(Boolean);
  if (parts.length <= 1) return address;
  return parts.map((part) => (/^\d{4}-\d\d-\d\d/.test(part) ? 'date' : 'name')).join('/');
}
