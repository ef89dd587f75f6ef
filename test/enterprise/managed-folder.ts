// Chromium's folder of managed policies: files for single extensions, so that no other browser on the machine is touched.
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = '/etc/chromium/policies/managed';

/** Id that Chromium gives an unpacked extension: made from its path. */
export function unpackedId(folder: string): string {
  const digest = createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 32);
  return digest.replace(/[0-9a-f]/g, (digit) => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)));
}

/**
 * Sets the managed values of one extension, as JSON text; undefined takes them away. Throws where policies cannot be set: then a
 * test fails, as it must not pass unseen.
 */
export function manage(extensionId: string, values: string | undefined): void {
  const file = path.join(FOLDER, `showhow-test-${extensionId}.json`);
  mkdirSync(FOLDER, { recursive: true });
  if (values === undefined) rmSync(file, { force: true });
  else writeFileSync(file, `{"3rdparty":{"extensions":{"${extensionId}":${values}}}}`);
}
