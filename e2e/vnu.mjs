// Validates every HTML page in the given folders with the Nu Html Checker. Its warnings are shown, its errors fail.
import { filesUnder, rootsFromCommandLine } from './lib/files.mjs';
import { Report } from './lib/report.mjs';
import { need, run, vnuJar } from './lib/tool.mjs';

const files = filesUnder(rootsFromCommandLine('node e2e/vnu.mjs SITE|HTML…'), '.html');
need(vnuJar);
const report = new Report('vnu');
if (files.length > 0) await validate();
report.close('pages');

async function validate() {
  // With --verbose the checker names every file that it opens, which is how we know that it did.
  const args = ['-jar', vnuJar, '--format', 'json', '--verbose', '--exit-zero-always', ...files];
  const { code, stdout, stderr } = await run('java', args);
  let messages;
  try {
    ({ messages } = JSON.parse(stderr));
  } catch {
    report.problem(`no report from vnu (exit ${code}): ${stderr.trim().slice(0, 500)}`);
    return;
  }
  const opened = new Set(stdout.split('\n').filter(Boolean).map(localPath));
  for (const file of files) {
    if (opened.has(file)) report.saw();
    else report.problem('not checked by vnu', file);
  }
  for (const message of messages) {
    // Read from the disk no file is of the page's own origin. What the policy really blocks, the browser check hears.
    if (message.message.startsWith('Resource violates Content Security Policy (meta tag)')) continue;
    const place = `${localPath(message.url ?? '')}:${message.lastLine ?? 0}:${message.lastColumn ?? 0}`;
    if (message.type === 'info') report.note(`${message.subType ?? 'info'}: ${message.message}`, place);
    else report.problem(`${message.message} [${(message.extract ?? '').trim().replaceAll(/\s+/g, ' ')}]`, place);
  }
}

function localPath(name) {
  return name.startsWith('file:') ? decodeURIComponent(new URL(name).pathname) : name;
}
