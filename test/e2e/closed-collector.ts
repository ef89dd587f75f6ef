// What it takes to run a closed collector and to read what it keeps: its secrets, the command line, and Debian's `age`.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { CLI, ROOT, WORK } from '../../src/dev/paths.ts';
import type { KeptRequest } from './recording-proxy.ts';
import type { Line } from './session-files.ts';
import { segmentFiles } from './session-files.ts';

/** What takes a browser and a collector some steps, on a busy machine too. */
export const eventually = expect.configure({ timeout: 30_000 });

export const ENROLMENT_TOKEN = 'an-enrolment-token-of-the-organisation';
export const ADMIN_TOKEN = 'the-admin-token';

/** Environment of a collector that lets in only those who hold the token, and has no admin page. */
export const CLOSED = {
  SHOWHOW_SECRET: '5ec7e7'.repeat(10),
  SHOWHOW_ENROLMENT_TOKENS: ENROLMENT_TOKEN,
};

/** Runs `showhow`, and answers what it printed. Throws where it fails, with what it printed. */
export function showhow(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: ROOT, encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`showhow ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
}

/** A key pair by `age-keygen`: the folder that holds the file with the identity, and the recipient for a policy. */
export function makeAgeKey(): { readonly folder: string; readonly identity: string; readonly recipient: string } {
  mkdirSync(path.join(WORK, 'e2e'), { recursive: true });
  const folder = mkdtempSync(path.join(WORK, 'e2e', 'keys-'));
  const text = execFileSync('age-keygen', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const identity = path.join(folder, 'age-key.txt');
  writeFileSync(identity, text, { mode: 0o600 });
  return { folder, identity, recipient: /public key: (\S+)/.exec(text)?.[1] ?? '' };
}

/** Every record of a store's encrypted segments, in the order of their keys, read with `age -d` and zlib alone. */
export function readWithAge(store: string, identity: string): Line[] {
  return segmentFiles(store)
    .filter((file) => file.endsWith('.age'))
    .toSorted()
    .map((file) => gunzipSync(execFileSync('age', ['-d', '-i', identity, file])).toString('utf8'))
    .flatMap((text) => text.trimEnd().split('\n'))
    .map((line) => JSON.parse(line) as Line);
}

/** A header of a request, by its lower-case name. */
export function headerOf({ headers }: KeptRequest, name: string): string | undefined {
  const at = headers.findIndex((one, index) => index % 2 === 0 && one.toLowerCase() === name);
  return at < 0 ? undefined : headers[at + 1];
}

/** What a JWT claims. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}
