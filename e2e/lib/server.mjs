import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { createGzip } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.csv': 'text/csv; charset=utf-8', '.xml': 'application/xml', '.ics': 'text/calendar; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.ico': 'image/x-icon',
  '.woff2': 'font/woff2', '.pdf': 'application/pdf', '.txt': 'text/plain; charset=utf-8',
};

// What a web server compresses: fonts, pictures and prints are compressed already.
const TEXTS = /^text\/|json$|xml$/;

// serve publishes a site on this machine as a plain web server would: under the path of its own base address, texts
// compressed, with 404.html for what is absent. It returns the address of the root, without the last slash, and a function that ends it.
export async function serve(site) {
  const prefix = (site.base?.pathname ?? '/').replace(/\/$/, '');
  const server = createServer((request, response) => {
    const address = new URL(request.url, 'http://localhost').pathname;
    const file = address.startsWith(prefix + '/') ? site.fileAt(address.slice(prefix.length)) : undefined;
    const shown = file ?? site.fileAt('/404.html');
    response.statusCode = file ? 200 : 404;
    if (!shown) return response.end('not found');
    const type = TYPES[path.extname(shown)] ?? 'application/octet-stream';
    response.setHeader('Content-Type', type);
    response.setHeader('Vary', 'Accept-Encoding');
    const packed = TEXTS.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (!packed) return createReadStream(shown).pipe(response);
    response.setHeader('Content-Encoding', 'gzip');
    createReadStream(shown).pipe(createGzip()).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    root: `http://127.0.0.1:${server.address().port}${prefix}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
