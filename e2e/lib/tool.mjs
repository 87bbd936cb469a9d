import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const here = path.dirname(import.meta.dirname);
const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');

// Where install.sh puts what the checks need.
export const verapdfJar = path.join(cache, 'styrdok-ci', 'greenfield-apps-1.28.2.jar');
export const bagitPython = path.join(cache, 'styrdok-ci', 'bagit', 'bin', 'python');
export const earkPython = path.join(cache, 'styrdok-ci', 'eark', 'bin', 'python');
export const vnuJar = path.join(here, 'node_modules', 'vnu-jar', 'build', 'dist', 'vnu.jar');
export const chromium = '/usr/bin/chromium';

// need stops the check when a tool is missing.
export function need(file) {
  if (existsSync(file)) return;
  console.error(`${file} is missing: run e2e/install.sh`);
  process.exit(1);
}

// run starts a program and returns its exit code and both its streams as text. A program that cannot be started
// gets the code 127, as in a shell.
export function run(command, args) {
  return new Promise((resolve) => {
    const out = [];
    const err = [];
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('error', (error) => resolve({ code: 127, stdout: '', stderr: String(error.message) }));
    child.on('close', (code) =>
      resolve({ code: code ?? 1, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

// inParallel calls work for every item, on as many at a time as there are cores.
export async function inParallel(items, work) {
  const queue = items.entries();
  const worker = async () => {
    for (const [, item] of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, os.availableParallelism()) }, worker));
}
