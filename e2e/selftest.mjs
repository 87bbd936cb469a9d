// Shows every check something bad that it must find, so that one that praises everything is found out. An argument
// chooses one check by name.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from './lib/tool.mjs';

// A page without fault; every control below spoils one thing in it.
const GOOD = `<!DOCTYPE html>
<html lang="sv">
<head><meta charset="utf-8"><title>Prov</title><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="Ett prov"><link rel="icon" href="icon.svg"><style>body{margin:0}a{display:inline-block;padding:.5rem}</style></head>
<body><a href="#text">Till texten</a>
<main id="text" tabindex="-1"><h1>Prov</h1><h2>Del</h2><p>En rad.</p><p><a href="#text">Upp</a></p></main></body></html>
`;
function spoilt(changes) {
  let page = GOOD;
  for (const [from, to] of Object.entries(changes)) {
    assert.ok(page.includes(from), `the page has no ${from}`);
    page = page.replace(from, to);
  }
  return { 'index.html': page };
}

// An empty sheet, and one with a word, without any tag.
const EMPTY = pdf('');
const UNTAGGED = pdf('BT /F 12 Tf 50 50 Td (Prov) Tj ET');

// A whole bag, and what is spoilt in it.
const BAG = {
  'p/bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
  'p/bag-info.txt': 'Source-Organization: Prov\nPayload-Oxum: 5.1\n',
  'p/data/å.txt': 'Prov\n',
};
BAG['p/manifest-sha256.txt'] = manifest('data/å.txt');
BAG['p/tagmanifest-sha256.txt'] = manifest('bagit.txt', 'bag-info.txt', 'manifest-sha256.txt');
function manifest(...names) {
  return names.map((name) => `${createHash('sha256').update(BAG[`p/${name}`]).digest('hex')}  ${name}\n`).join('');
}

// Each check, what it is shown, and what it must say.
const CONTROLS = [
  ['verapdf', { 'a.pdf': UNTAGGED }, [/ua1: rule ISO 14289-1:2014 7\.1-3/, /2a: rule ISO 19005-2:2011 6\.2\.11\.4\.1-1/]],
  ['verapdf', { 'a.pdf': 'no PDF at all' }, [/ua1: not validated/, /2a: not validated/]],
  ['verapdf', {}, [/no validations were checked/]],
  ['qpdf', { 'a.pdf': UNTAGGED.slice(0, 200) }, [/qpdf ended with/]],
  ['qpdf', { 'a.pdf': EMPTY }, [/finds no text/]],
  ['qpdf', {}, [/no PDFs were checked/]],
  ['vnu', spoilt({ '</h2><p>': '<p>' }), [/unclosed|not closed/i]],
  ['vnu', {}, [/no pages were checked/]],
  ['bagit', { ...BAG, 'p/data/å.txt': 'Pröv' }, [/bagit ended with/, /sha256sum ended with/]],
  ['bagit', { ...BAG, 'p/data/mer.txt': 'x' }, [/Payload-Oxum/]],
  ['bagit', { ...BAG, 'p/bag-info.txt': 'Payload-Oxum: 5.1\n' }, [/bag-info\.txt/]],
  ['bagit', { ...BAG, 'p/bagit.txt': 'BagIt-Version: 1.0\n' }, [/bagit ended with/]],
  ['bagit', {}, [/no bags were checked/]],
  ['eark', { 'p/METS.xml': '<mets xmlns="http://www.loc.gov/METS/"><metsHdr/></mets>', 'p/metadata/a.xml': '<a/>', 'p/representations/a/data/a.txt': 'a' }, [/XML-1 ERROR/, /CSIP1 ERROR/]],
  ['eark', {}, [/no packages were checked/]],
  [
    'links',
    spoilt({ '>Upp<': '>Upp</a><a href="borta/">1</a><a href="#borta">2</a><a href="/">3</a><a href="#">4<' }),
    [/nothing at "borta\/"/, /without the anchor "borta"/, /"\/" is not relative/, /leads nowhere/],
  ],
  [
    'links',
    {
      'index.html': GOOD.replace('</title>', '</title><link rel="canonical" href="https://site.invalid/x/">'),
      'a.css': '/* url(gone.png) */ p { background: url("lost.png") } @import "lost.css";',
      'sitemap.xml': '<loc>https://site.invalid/x/</loc><loc>https://site.invalid/x/lost/</loc><loc>https://elsewhere.invalid/lost2/</loc>',
      'flode.atom': '<link rel="alternate" href="https://site.invalid/x/lost.html"/>',
    },
    [/nothing at "lost\.png"/, /nothing at "lost\.css"/, /nothing at "https:\/\/site\.invalid\/x\/lost\/"/, /nothing at "https:\/\/site\.invalid\/x\/lost\.html"/, / 4 problems/],
  ],
  [
    'browser',
    spoilt({
      ' lang="sv"': '',
      'h2>Del</h2': 'h3>Del</h3',
      '<p>En': '<p><b style="display:inline-block">Ord</b>. <p style="color:#bbb;width:400px"><img alt="" src="http://styrdok.invalid/a.png">En',
      'padding:.5rem': 'padding:0',
      '</main>':
        '<script>document.cookie="a=1";console.error("aj");requestAnimationFrame(function f(){document.body.classList.toggle("x");requestAnimationFrame(f)})</script></main>',
    }),
    [
      /axe html-has-lang/, /axe color-contrast/, /heading level 3 after 1/, /scrolls sideways/, /px high, less than 24/, /a line may begin with “\. ”/,
      /asks another host/, /console: aj/, /sets the cookie/, /never comes to rest/,
    ],
  ],
  ['browser', spoilt({ 'h2>Del</h2': 'h1>Del</h1', '<a href="#text">Till': '<a href="">Till' }), [/2 visible h1/, /no skip link/]],
  [
    'browser',
    spoilt({
      'a{display': ':focus{outline:none}a{display',
      '<p>En': '<p><a href="#text" style="position:absolute;left:-99em">Borta</a>En',
      '</main>': '<nav style="white-space:nowrap;overflow:hidden">En meny</nav><p style="white-space:nowrap;overflow:hidden">' + 'Ord '.repeat(400) + '</p></main>',
    }),
    [/the focus cannot be seen/, /the focus is (covered|outside)/, /on paper there is <nav/, /on paper <p class=""> is cut/],
  ],
  ['browser', spoilt({ '<body>': '<body data-page="page">' }), [/the content security policy has no default-src/]],
  [
    'browser',
    spoilt({
      '<body>': '<body data-page="page">',
      '<title>': `<meta http-equiv="Content-Security-Policy" content="default-src 'self' 'unsafe-inline'; base-uri 'none'; form-action https://example.org"><title>`,
    }),
    [/default-src 'unsafe-inline'/, /form-action https:\/\/example\.org/],
  ],
  [
    // A search page whose script does nothing.
    'browser',
    {
      ...spoilt({ '<p>En rad.': '<form action="sok.html"><label>Sök <input name="q"></label><button>Sök</button></form><p><a href="dok.html">Dokument</a> En rad.' }),
      'dok.html': GOOD.replace('<body>', `<body data-page="document"><div class="svar"><p><svg width="1" height="1"><use href="#_m-in-force"/></svg></p></div>`),
      'sok.html': GOOD.replace('<body>', '<body data-page="search">').replace('<p>En rad', '<form role="search"><input aria-label="Sök" name="q"></form><p role="status">En rad'),
    },
    [/\[search by keyboard\]: the number of hits is not told|could not be searched/, /without scripts the search page does not say/],
  ],
  [
    // A register whose columns say that they are sorted and are not, and one that cannot be sorted.
    'browser',
    {
      'index.html': GOOD,
      'register/index.html': GOOD.replace('icon.svg', '../icon.svg').replace('<p>En rad.</p>', '<table data-sort><thead><tr><th scope="col" aria-sort="ascending"><button>Titel</button></th></tr></thead><tbody></tbody></table>'),
    },
    [/says that it is sorted ascending, not descending/, /sorted ascending: /, /sorted descending: /],
  ],
  [
    'browser',
    {
      'index.html': GOOD,
      'register/index.html': GOOD.replace('icon.svg', '../icon.svg').replace('<p>En rad.</p>', '<table data-sort><thead><tr><th scope="col">Titel</th></tr></thead><tbody></tbody></table>'),
    },
    [/the columns cannot be sorted/],
  ],
  [
    'browser',
    spoilt({ '</main>': '<p><img src="lost.png" alt="Karta" width="30" height="30"></p><script>lost()</script></main>' }),
    [/404 for .*lost\.png/, /script: lost is not defined/],
  ],
  ['browser', spoilt({ '<a href="#text">Till texten</a>': '<header><a href="borta/index.html">Till texten</a></header>' }), [/\[file\]/]],
  [
    'browser',
    spoilt({ '</style>': '@media (prefers-contrast:more){p{color:#bbb}}</style>' }),
    [/\[more contrast\]: axe color-contrast/],
  ],
  [
    // Each fault shows under one circumstance only.
    'browser',
    spoilt({
      '</style>':
        '@media print{main{display:none}}@media (max-width:400px){h2{width:400px}}@media (prefers-color-scheme:dark){p{color:#bbb}}' +
        '@media (forced-colors:active){p{forced-color-adjust:none;color:#ccc;background:#fff}}</style>',
      '</main>': '<noscript><h1>Ett till</h1></noscript></main>',
    }),
    [
      /\[paper\]: on paper the main text is missing/, /\[narrow\]: the page scrolls sideways/, /\[dark\]: axe color-contrast/,
      /\[forced colours\]: axe color-contrast/, /\[no script\]: 2 visible h1/,
    ],
  ],
  [
    'lighthouse',
    spoilt({
      ' lang="sv"': '',
      '<meta name="description" content="Ett prov">': '',
      '</main>': '<script>console.error("aj");setTimeout(() => { const end = performance.now() + 2000; while (performance.now() < end); })</script></main>',
    }),
    [/performance is \d+: .*total-blocking-time/, /accessibility is \d+: .*html-has-lang/, /best-practices is \d+: .*errors-in-console/, /seo is \d+: .*meta-description/],
  ],
];

// What no check may complain about; otherwise the findings above prove nothing.
const PRAISED = ['vnu', 'links', 'browser', 'lighthouse'];

const wanted = process.argv[2];
const scratch = mkdtempSync(path.join(os.tmpdir(), 'styrdok-selftest-'));
let count = 0;
try {
  for (const check of PRAISED) await control(check, { 'index.html': GOOD });
  await control('bagit', BAG);
  for (const [check, files, findings] of CONTROLS) await control(check, files, findings);
} finally {
  rmSync(scratch, { recursive: true });
}
assert.ok(count > 0, `no check is called ${wanted}`);
console.log(`self-test: ${count} controls, ${process.exitCode ? 'some' : 'none'} wrong`);

async function control(check, files, findings = []) {
  if (wanted && wanted !== check) return;
  const folder = path.join(scratch, String(count++));
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  const { code, stdout, stderr } = await run(process.execPath, [path.join(import.meta.dirname, `${check}.mjs`), folder]);
  const missed = findings.filter((finding) => !finding.test(stdout));
  const right = missed.length === 0 && code === (findings.length > 0 ? 1 : 0);
  console.log(`${right ? 'ok' : 'FAIL'} ${check} ${findings.length > 0 ? `finds ${findings.join(' ')}` : 'praises the good page'}`);
  if (right) return;
  console.log(`missed: ${missed.join(' ') || 'nothing'}`);
  console.log(`exit ${code}\n${stdout}${stderr}`);
  process.exitCode = 1;
}

// pdf makes the smallest whole PDF with one sheet and the given drawing.
function pdf(drawing) {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    `<</Length ${drawing.length}>>stream\n${drawing}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  return `${text}xref\n0 6\n0000000000 65535 f \n${table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
}
