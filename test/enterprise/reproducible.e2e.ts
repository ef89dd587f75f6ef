// From the same commit the same bytes: the sources built once more, in another folder, make the same extension.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { run } from '../../src/dev/child-process.ts';
import { BIN, ROOT, WORK } from '../../src/dev/paths.ts';

/** All that a build reads. */
const SOURCES = ['assets', 'entrypoints', 'src', 'package.json', 'tsconfig.json', 'wxt.config.ts'];

function sums(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const sum = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
  return Object.fromEntries(files.map((file) => [path.relative(folder, file), sum(file)]).toSorted());
}

test('the same sources built in another folder make the same extension byte for byte', async () => {
  mkdirSync(path.join(WORK, 'e2e'), { recursive: true });
  const other = path.join(mkdtempSync(path.join(WORK, 'e2e', 'b-')), 'another place');
  try {
    for (const name of SOURCES) cpSync(path.join(ROOT, name), path.join(other, name), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(other, 'node_modules'));
    await run(path.join(BIN, 'wxt'), ['build', '-b', 'chrome', '--mv3', '--level', 'warn'], { cwd: other });
    expect(sums(path.join(other, '.output/chrome-mv3'))).toEqual(sums(path.join(ROOT, '.output/chrome-mv3')));
  } finally {
    rmSync(path.dirname(other), { recursive: true, force: true });
  }
});
