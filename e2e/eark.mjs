// Has eark-validator validate every E-ARK package below the folders named (see eark.py).
import { earkPython, need, run } from './lib/tool.mjs';
import path from 'node:path';

need(earkPython);
const { code, stdout, stderr } = await run(earkPython, [path.join(import.meta.dirname, 'eark.py'), ...process.argv.slice(2)]);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
