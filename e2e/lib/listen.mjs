import { readFileSync } from 'node:fs';

const SCRIPT = '/_reader.js';
const LIMIT = 20_000; // phrases of a page

// openListener returns a page on which listen can be used; the site's policy of scripts does not hold there.
export async function openListener(browser, viewport = { width: 1280, height: 900 }) {
  const context = await browser.newContext({ viewport, bypassCSP: true });
  context.setDefaultTimeout(20_000);
  const body = readFileSync(new URL(import.meta.resolve('@guidepup/virtual-screen-reader/browser.js')), 'utf8');
  await context.route(`**${SCRIPT}`, (route) => route.fulfill({ contentType: 'text/javascript', body }));
  return context.newPage();
}

// listen reads the page from its beginning to its end as a screen reader does, and returns in lines what is announced.
export async function listen(page) {
  const phrases = await page.evaluate(
    async ([script, limit]) => {
      const { virtual } = await import(script);
      await virtual.start({ container: document.body });
      const said = [];
      do {
        await virtual.next();
        said.push(await virtual.lastSpokenPhrase());
      } while (said.at(-1) !== 'end of document' && said.length < limit);
      await virtual.stop();
      return said;
    },
    [SCRIPT, LIMIT],
  );
  return lines(phrases);
}

const LANDMARKS = ['banner', 'navigation', 'main', 'complementary', 'contentinfo', 'region', 'search', 'article', 'form'];
const CELLS = ['cell', 'rowheader', 'columnheader'];
const SILENT = ['paragraph', 'definition', 'term', 'rowgroup', 'list', 'time', 'strong', 'emphasis', 'code', 'superscript', 'generic'];

// lines shortens the phrases. A block is a line; links stand in brackets, headings after their level, cells between bars.
// Whatever has been heard as a name is not told again as content.
function lines(phrases) {
  const out = [];
  let line = '';
  const end = () => {
    if (line.trim()) out.push(line.trim());
    line = '';
  };
  const add = (text) => (line += (line && !/^[,.;:!?)\]]/.test(text) ? ' ' : '') + text);
  for (let i = 0; i < phrases.length; i++) {
    const phrase = phrases[i];
    const closes = phrase.startsWith('end of ') || phrase.startsWith('end, ');
    const [role, ...rest] = phrase.replace(/^end(?: of|,) /, '').split(', ');
    const about = rest.join(', ');
    // skip leads past what an element holds, up to its end.
    const skip = () => {
      const last = phrases.indexOf(`end of ${phrase}`, i);
      const again = phrases.indexOf(phrase, i + 1);
      if (last > 0 && (again < 0 || again > last)) i = last;
    };
    if (role === 'heading') {
      end();
      const [, name, level] = /^(.*), level (\d+)$/.exec(about);
      if (!closes) out.push(`${'#'.repeat(level)} ${name}`);
      skip();
    } else if (role === 'link' || role === 'button') {
      if (closes) continue;
      add(`[${role === 'link' ? '' : 'button: '}${about}]`);
      skip();
    } else if (role === 'listitem') {
      end();
      if (!closes) line = /current/.test(about) ? '• (current)' : '•';
    } else if (CELLS.includes(role)) {
      if (closes) continue;
      const inner = phrases.indexOf(`end of ${phrase}`, i);
      const next = phrases.findIndex((p, k) => k > i && (CELLS.includes(p.split(', ')[0]) || /^end of row(,|$)/.test(p)));
      add(inner > 0 && inner < next ? '|' : `| ${about}`);
    } else if (role === 'row') {
      end();
    } else if (role === 'caption') {
      skip();
    } else if (LANDMARKS.includes(role)) {
      end();
      out.push(closes ? `/${role}` : phrase);
    } else if (SILENT.includes(role) && !about) {
      if (['paragraph', 'definition', 'term'].includes(role)) end();
    } else if (closes) {
      if (role === 'current item' || role === 'current page') continue;
      end();
      if (role !== 'document' && role !== 'insertion' && role !== 'deletion') out.push(`/${role}`);
    } else if (role === 'table' || role === 'group' || role === 'figure' || role === 'note') {
      end();
      out.push(phrase);
    } else if (!phrase.startsWith('<')) {
      add(phrase); // what begins with < is inside noscript
    }
  }
  end();
  return out;
}
