// Validates every PDF in the given folders against PDF/UA-1 and PDF/A-2a with veraPDF: one run per standard.
import { filesUnder, rootsFromCommandLine } from './lib/files.mjs';
import { Report } from './lib/report.mjs';
import { need, run, verapdfJar } from './lib/tool.mjs';

const STANDARDS = ['ua1', '2a'];

const roots = rootsFromCommandLine('node e2e/verapdf.mjs SITE|PDF…');
need(verapdfJar);
const files = filesUnder(roots, '.pdf');
const report = new Report('veraPDF');
if (files.length > 0) await Promise.all(STANDARDS.map(validate));
report.close('validations');

async function validate(standard) {
  const { code, stdout, stderr } = await run('java', [
    '-cp', verapdfJar, 'org.verapdf.apps.GreenfieldCliWrapper',
    '--flavour', standard, '--format', 'json', '--maxfailuresdisplayed', '2', ...files,
  ]);
  let jobs;
  try {
    ({ jobs } = JSON.parse(stdout).report);
  } catch {
    report.problem(`${standard}: no report from veraPDF (exit ${code}): ${stderr.trim().slice(0, 500)}`);
    return;
  }
  const validated = new Set();
  for (const job of jobs) {
    const file = job.itemDetails.name;
    const results = job.validationResult ?? [];
    if (results.length === 0) {
      report.problem(`${standard}: not validated: ${job.taskException?.exceptionMessage ?? 'no result'}`, file);
      continue;
    }
    validated.add(file);
    report.saw();
    for (const result of results) judge(standard, file, result);
  }
  if (validated.size !== files.length) {
    report.problem(`${standard}: ${validated.size} PDFs were validated, ${files.length} were found`);
  }
  if (code !== 0 && jobs.every((job) => job.validationResult?.every((result) => result.compliant))) {
    report.problem(`${standard}: veraPDF ended with exit code ${code} though no file failed: ${stderr.trim().slice(0, 500)}`);
  }
}

function judge(standard, file, result) {
  if (result.compliant === true && result.details.failedChecks === 0 && result.details.passedChecks > 0) return;
  const rules = result.details.ruleSummaries.filter((rule) => rule.status === 'failed');
  for (const rule of rules) {
    report.problem(
      `${standard}: rule ${rule.specification} ${rule.clause}-${rule.testNumber}: ${rule.description}`,
      `${file} ${rule.checks?.[0]?.context ?? ''}, ${rule.failedChecks} times`,
    );
  }
  if (rules.length === 0) report.problem(`${standard}: ${result.statement}`, file);
}
