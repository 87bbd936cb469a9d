// Has two readers other than our writer open every PDF: qpdf checks the file's structure, poppler finds its text.
import { filesUnder, rootsFromCommandLine } from './lib/files.mjs';
import { Report } from './lib/report.mjs';
import { inParallel, run } from './lib/tool.mjs';

const files = filesUnder(rootsFromCommandLine('node e2e/qpdf.mjs SITE|PDF…'), '.pdf');
const report = new Report('qpdf and poppler');
await inParallel(files, async (file) => {
  const structure = await run('qpdf', ['--check', file]);
  if (structure.code !== 0) {
    report.problem(`qpdf ended with ${structure.code}: ${(structure.stderr || structure.stdout).trim()}`, file);
  }
  const text = await run('pdftotext', [file, '-']);
  if (text.code !== 0 || text.stderr.trim() !== '') {
    report.problem(`pdftotext ended with ${text.code}: ${text.stderr.trim()}`, file);
  } else if (text.stdout.trim() === '') {
    report.problem('pdftotext finds no text', file);
  }
  report.saw();
});
report.close('PDFs');
