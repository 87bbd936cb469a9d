// Has the Library of Congress's program validate every bag, and sha256sum its manifests. A bag is a folder with a bagit.txt.
import path from 'node:path';
import { filesUnder, rootsFromCommandLine } from './lib/files.mjs';
import { Report } from './lib/report.mjs';
import { bagitPython, inParallel, need, run } from './lib/tool.mjs';

need(bagitPython);
const bags = filesUnder(rootsFromCommandLine('node e2e/bagit.mjs FOLDER…'), 'bagit.txt').map((file) => path.dirname(file));
const report = new Report('bagit');
await inParallel(bags, async (bag) => {
  const validated = await run(bagitPython, ['-m', 'bagit', '--validate', bag]);
  if (validated.code !== 0) report.problem(`bagit ended with ${validated.code}: ${validated.stderr.trim()}`, bag);
  for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
    const summed = await run('env', ['-C', bag, 'sha256sum', '--check', '--strict', '--quiet', manifest]);
    if (summed.code !== 0) report.problem(`sha256sum ended with ${summed.code}: ${(summed.stdout + summed.stderr).trim()}`, bag);
  }
  report.saw();
});
report.close('bags');
