import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Encrypter } from 'age-encryption';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { body, makeSession } from '../session/arbitrary.ts';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url).pathname;

let folder = '';
let members: readonly Buffer[] = [];
let recipient = '';
const at = (...names: readonly string[]) => join(folder, ...names);

function showhow(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

async function encrypt(bytes: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(bytes);
}

async function write(name: string, bytes: Uint8Array): Promise<string> {
  await mkdir(dirname(at(name)), { recursive: true });
  await writeFile(at(name), bytes);
  return at(name);
}

const inStore = (n: number) =>
  `store/segments/day=2026-03-04/participant=participant-1/session=session-1/00000${n}.jsonl.gz.age`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-encrypted-'));
  recipient = (await showhow('keygen', at('key.txt'))).out.trim();
  await showhow('keygen', at('other.txt'));
  const segments = await makeSession(fc.sample(body, { numRuns: 20, seed: 11 }), [6, 8]);
  members = segments.map((segment) => gzipSync(segment));
  for (const [n, member] of members.entries()) await write(inStore(n), await encrypt(member));
});
afterAll(() => rm(folder, { recursive: true }));

test('keygen writes an identity for one reader, prints its recipient and never overwrites', async () => {
  expect(recipient).toMatch(/^age1[0-9a-z]+$/);
  const text = await readFile(at('key.txt'), 'utf8');
  expect(text).toMatch(/^# created: .*\n# public key: age1.*\nAGE-SECRET-KEY-1[A-Z0-9]+\n$/);
  expect(text).toContain(recipient);
  expect((await stat(at('key.txt'))).mode & 0o777).toBe(0o600);
  expect(await showhow('keygen', at('key.txt'))).toMatchObject({
    code: 2,
    err: expect.stringMatching(/is there already/),
  });
  expect(await readFile(at('key.txt'), 'utf8')).toBe(text);
});

test.each(['verify', 'inspect'])('%s opens an encrypted store with its identity, among others', async (command) => {
  const { code, out } = await showhow(command, at('store'), '--identity', at('other.txt'), '--identity', at('key.txt'));
  expect(code).toBe(0);
  expect(out).toMatch(/3 segments, 22 records/);
});

test('sessions decrypts and joins; store and joined sessions beside each other are read once', async () => {
  expect(await showhow('sessions', at('store'), at('store', 'joined'), '--identity', at('key.txt'))).toMatchObject({
    code: 0,
  });
  expect(await readFile(at('store', 'joined', 'session-1.jsonl.gz'))).toEqual(Buffer.concat(members));
  const { code, out } = await showhow('verify', at('store'), '--identity', at('key.txt'));
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^sound: session session-1, 3 segments/) });
  await rm(at('store', 'joined'), { recursive: true });
});

test('export reads what is encrypted', async () => {
  const words = ['export', '--to', 'jsonl', '--purpose', 'training', '--identity', at('key.txt')];
  expect(await showhow(...words, at('store'), at('out'))).toMatchObject({ code: 0 });
  expect((await readFile(at('out', 'actions.jsonl'), 'utf8')).split('\n').length).toBeGreaterThan(2);
});

test('without its identity nothing is read, and it is said what to do', async () => {
  const none = await showhow('verify', at(inStore(0)));
  expect(none).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/is encrypted\.\n.*--identity FILE/) });
  const other = await showhow('verify', at(inStore(0)), '--identity', at('other.txt'));
  expect(other).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/encrypted to other keys/) });
  const broken = await write('broken.txt', Buffer.from('AGE-SECRET-KEY-1 oops'));
  const { code, err } = await showhow('verify', at(inStore(0)), '--identity', broken);
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringMatching(/no age identity/) });
  expect(err).not.toContain('oops');
});

test('what was changed or cut off after encryption is found', async () => {
  const whole = await readFile(at(inStore(0)));
  const changed = Buffer.from(whole);
  changed[changed.length - 5] = (changed.at(-5) ?? 0) ^ 1;
  for (const bytes of [changed, whole.subarray(0, whole.length - 30)]) {
    const file = await write('bad.jsonl.gz.age', bytes);
    const { code, out } = await showhow('verify', file, '--identity', at('key.txt'));
    expect(code).toBe(1);
    expect(out).toMatch(/\[torn\] from here on it cannot be decrypted|cannot be decrypted/);
  }
  const alien = await write('alien.jsonl.gz.age', gzipSync('x'));
  expect(await showhow('verify', alien, '--identity', at('key.txt'))).toMatchObject({
    code: 2,
    err: expect.stringMatching(/is no age file/),
  });
});
