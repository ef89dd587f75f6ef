// One digest over files and folders: tells whether anything in them changed.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** SHA-256 over names and contents of all files in `places` (files or folders, relative to `root`), in hex. A place that is not there counts as such. */
export function digestOf(root: string, places: readonly string[]): string {
  const hash = createHash('sha256');
  for (const place of places) {
    for (const file of filesIn(root, place)) hash.update(`${file}\0`).update(contentDigest(path.join(root, file)));
  }
  return hash.digest('hex');
}

function filesIn(root: string, place: string): string[] {
  const stat = statSync(path.join(root, place), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [place];
  return readdirSync(path.join(root, place), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

function contentDigest(file: string): Buffer {
  return createHash('sha256').update(readFileSync(file)).digest();
}
