import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { digestOf } from '../../src/dev/folder-digest.ts';

test('a digest changes with every content and name, and with nothing else', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'showhow-digest-'));
  try {
    const write = (name: string, text: string): void => writeFileSync(path.join(root, name), text);
    write('a', '1');
    write('b', '2');
    const first = digestOf(root, ['.']);
    write('a', '1');
    expect(digestOf(root, ['.'])).toBe(first);
    write('a', '2');
    write('b', '1');
    expect(digestOf(root, ['.'])).not.toBe(first);
    write('a', '1');
    write('b', '2');
    write('c', '');
    expect(digestOf(root, ['.'])).not.toBe(first);
    expect(digestOf(root, ['a', 'b'])).toBe(digestOf(root, ['a', 'b', 'missing']));
  } finally {
    rmSync(root, { recursive: true });
  }
});
