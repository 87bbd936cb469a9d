import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

// filesUnder returns all files of one extension in the given folders, in the order of their names. A file named itself is
// taken as it is, so that every check can also be tried on a single file.
export function filesUnder(roots, extension) {
  const found = [];
  for (const root of roots) {
    if (!statSync(root).isDirectory()) {
      found.push(path.resolve(root));
      continue;
    }
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && entry.name.toLowerCase().endsWith(extension)) {
        found.push(path.resolve(entry.parentPath, entry.name));
      }
    }
  }
  return found.sort();
}

// rootsFromCommandLine returns the folders and files named on the command line.
export function rootsFromCommandLine(usage) {
  const roots = process.argv.slice(2);
  if (roots.length === 0) {
    console.error(`usage: ${usage}`);
    process.exit(2);
  }
  return roots;
}
