// A reader for the HTML that vnu has found valid: enough to list a page's elements with their attributes.

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

// elements returns the start tags of a page in order: {name, attributes}. Comments and the text of scripts and
// styles are passed over.
export function elements(html) {
  const found = [];
  const tag = /<!--[\s\S]*?-->|<([a-z][a-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
  for (let match; (match = tag.exec(html)); ) {
    if (match[1] === undefined) continue;
    const name = match[1].toLowerCase();
    found.push({ name, attributes: attributesOf(match[2]) });
    if (name === 'script' || name === 'style') {
      const end = html.toLowerCase().indexOf(`</${name}`, tag.lastIndex);
      tag.lastIndex = end < 0 ? html.length : end;
    }
  }
  return found;
}

function attributesOf(source) {
  const attributes = {};
  for (const match of source.matchAll(/([^\s=/"'>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g)) {
    const value = match[2] ?? '';
    attributes[match[1].toLowerCase()] = unescape(/^["']/.test(value) ? value.slice(1, -1) : value);
  }
  return attributes;
}

function unescape(value) {
  return value.replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return NAMED[name] ?? whole;
  });
}
