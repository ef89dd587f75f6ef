import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256Hex } from '../../src/session/encode.ts';
import { body, makeSession } from '../session/arbitrary.ts';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url).pathname;

let folder = '';
let segments: readonly Uint8Array<ArrayBuffer>[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-cli-'));
  segments = await makeSession(fc.sample(body, { numRuns: 20, seed: 11 }), [6, 8]);
});
afterEach(() => rm(folder, { recursive: true }));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function showhow(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { maxBuffer: 64e6 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const joined = (parts: readonly Uint8Array[]) => Buffer.concat(parts.map((part) => gzipSync(part)));

async function write(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  return path;
}

/** A store whose session ran over midnight. */
async function writeStore(without: readonly number[] = []): Promise<string> {
  for (const [n, segment] of segments.entries()) {
    if (without.includes(n)) continue;
    const day = n < 2 ? '2026-03-05' : '2026-03-04'; // the later segment under the earlier day: only n gives the order
    await write(
      `store/segments/day=${day}/participant=participant-1/session=session-1/00000${n}.jsonl.gz`,
      gzipSync(segment),
    );
  }
  return join(folder, 'store');
}

test('help tells the commands and the exit codes; a command tells its own', async () => {
  const help = await showhow('--help');
  expect(help.code).toBe(0);
  for (const name of ['serve', 'inspect', 'verify', 'sessions']) {
    expect(help.out).toContain(name);
    const own = await showhow(name, '--help');
    expect(own).toMatchObject({ code: 0, err: '' });
    expect(own.out).toContain(`Usage: showhow ${name}`);
  }
  for (const line of help.out.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
});

test.each([
  [[]],
  [['frobnicate']],
  [['verify']],
  [['verify', 'a', 'b']],
  [['verify', '--frobnicate', 'a']],
  [['serve']],
  [['serve', '--store', tmpdir(), '--port', 'http']],
])('what is not understood ends with 2 and says what to do: %j', async (args) => {
  const { code, err, out } = await showhow(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.trim().split('\n').length).toBeGreaterThanOrEqual(2);
  expect(err).not.toContain('    at ');
});

test('a sound session is called sound, in a file, a folder of segments and a store', async () => {
  const file = await write('a/one.jsonl.gz', joined(segments));
  for (const [n, segment] of segments.entries()) await write(`b/part-${9 - n}.jsonl.gz`, gzipSync(segment));
  for (const path of [file, join(folder, 'a'), join(folder, 'b'), await writeStore()]) {
    expect(await showhow('verify', path)).toEqual({
      code: 0,
      out: 'sound: session session-1, 3 segments, 22 records, 3 of 6 steps usable (50.0 %)\n',
      err: '',
    });
  }
});

test('a fault ends with 1 and names the file, the line and what to do', async () => {
  const text = new TextDecoder().decode(Buffer.concat(segments)).split('\n');
  const file = await write('one.jsonl.gz', gzipSync(text.toSpliced(4, 1).join('\n')));
  const { code, out } = await showhow('verify', file);
  expect(code).toBe(1);
  expect(out).toContain('one.jsonl.gz:5  [seq] seq is 4 where 3 should stand: record 3 is missing or out of order');
  const json = JSON.parse((await showhow('verify', '--json', file)).out);
  expect(json).toMatchObject({ isSound: false, sessions: [{ session: 'session-1', faultCount: 2 }] });
  expect(json.sessions[0].faults[0]).toMatchObject({ file: 'one.jsonl.gz', line: 5, rule: 'seq' });
});

test('a session without end is sound but incomplete', async () => {
  const file = await write('one.jsonl.gz', joined(segments.slice(0, 2)));
  const { code, out } = await showhow('verify', file);
  expect(code).toBe(0);
  expect(out).toMatch(/^sound but incomplete/);
});

test('a torn file is read up to the tear and ends with 1', async () => {
  const whole = joined(segments);
  const file = await write('one.jsonl.gz', whole.subarray(0, whole.length - 20));
  const { code, out } = await showhow('verify', file);
  expect(code).toBe(1);
  expect(out).toMatch(/one\.jsonl\.gz:\d+ {2}\[torn\]/);
  expect((await showhow('inspect', file)).out).toContain('incomplete, torn');
});

test('inspect shows kinds, time, pages, gaps and bytes within 100 columns', async () => {
  const file = await write('one.jsonl.gz', joined(segments));
  const { code, out } = await showhow('inspect', file);
  expect(code).toBe(0);
  expect(out).toContain('started      2026-03-04 08:00:00 UTC');
  expect(out).toContain('https://desk.example/ticket/:id');
  expect(out).toMatch(/kind +records +bytes +share +each/);
  expect(out).toMatch(/timeline, 1\.0 s a sign\n[▁▂▃▄▅▆▇█·]+\n/);
  for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(100);
  const { sessions } = JSON.parse((await showhow('inspect', file, '--json')).out);
  const bytes = Buffer.concat(segments).length;
  expect(sessions).toEqual([expect.objectContaining({ segments: 3, records: 22, bytes, isComplete: true })]);
});

test('inspect of a folder lists its sessions and adds them up', async () => {
  const other = segments.map((part) => Buffer.from(Buffer.from(part).toString().replaceAll('session-1', 'session-2')));
  await write('two/a.jsonl.gz', joined(segments));
  await write('two/b.jsonl.gz', joined(other));
  const { code, out } = await showhow('inspect', join(folder, 'two'));
  expect(code).toBe(0);
  expect(out).toMatch(/session-1 .* complete\nsession-2 .* complete\n/);
  expect(out).toMatch(/segment +6 /);
});

test('nothing from a file steers the terminal', async () => {
  const evil = '{"kind":"segment\\u001b[2J"}\n{"kind":"x\\u001b]0;","seq":"\\u009b"}\n';
  await write('evil/\u001b[2J.jsonl.gz', gzipSync(evil));
  for (const command of ['verify', 'inspect']) {
    const { out, err } = await showhow(command, join(folder, 'evil'));
    expect(out + err).not.toMatch(/[^\P{Cc}\n]/u);
  }
});

test('what cannot be read ends with 2 and says why', async () => {
  await mkdir(join(folder, 'nothing'));
  const cases: [string, RegExp][] = [
    [join(folder, 'none.jsonl.gz'), /There is no file or folder/],
    [await write('plain.jsonl', segments[0] ?? new Uint8Array()), /is not a gzip file/],
    [await write('zero.jsonl.gz', new Uint8Array()), /is empty/],
    [join(folder, 'nothing'), /holds no session files/],
  ];
  for (const [path, what] of cases) {
    for (const command of ['verify', 'inspect']) {
      const { code, out, err } = await showhow(command, path);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(what);
    }
  }
  expect(await showhow('sessions', join(folder, 'nothing'), join(folder, 'out'))).toMatchObject({ code: 2 });
});

test('inspect of a file with no whole record ends with 2, and verify names the tear', async () => {
  const file = await write('stump.jsonl.gz', joined(segments).subarray(0, 10));
  const { code, err } = await showhow('inspect', file);
  expect(code).toBe(2);
  expect(err).toMatch(/holds no record that can be read/);
  expect((await showhow('verify', file)).out).toContain('stump.jsonl.gz:1  [torn]');
});

test('sessions into a file is refused with what to do', async () => {
  const file = await write('taken', Buffer.from(''));
  for (const out of [file, join(file, 'below')]) {
    const { code, err } = await showhow('sessions', await writeStore(), out);
    expect(code).toBe(2);
    expect(err).toMatch(/cannot be a folder: there is a file of that name/);
  }
});

test('a folder that holds a store and its joined sessions is read once', async () => {
  const store = await writeStore();
  await showhow('sessions', store, store);
  const { code, out } = await showhow('verify', store);
  expect({ code, out }).toEqual({
    code: 0,
    out: 'sound: session session-1, 3 segments, 22 records, 3 of 6 steps usable (50.0 %)\n',
  });
  await writeFile(join(store, 'session-1.jsonl.gz'), joined(segments.slice(0, 2)));
  expect((await showhow('verify', store)).code).toBe(0);
  await writeFile(join(store, 'session-1.jsonl.gz'), joined(segments.slice(1, 3)));
  expect((await showhow('verify', store)).code).toBe(1);
});

test('in a folder, a file that is no session is a fault of its own and the others are checked', async () => {
  await write('mixed/good.jsonl.gz', joined(segments));
  await write('mixed/bad.jsonl.gz', Buffer.from('no gzip'));
  const { code, out } = await showhow('verify', join(folder, 'mixed'));
  expect(code).toBe(1);
  expect(out).toContain('sound: session session-1');
  expect(out).toContain('bad.jsonl.gz:1  [torn]');
});

test('sessions joins the segments of a store in the order of n, byte for byte', async () => {
  const store = await writeStore();
  const out = join(folder, 'out', 'deep');
  expect(await showhow('sessions', store, out)).toEqual({ code: 0, out: 'session-1.jsonl.gz: 3 segments\n', err: '' });
  expect(await readFile(join(out, 'session-1.jsonl.gz'))).toEqual(joined(segments));
  expect(await showhow('sessions', store, out)).toMatchObject({ code: 0 });
  expect(await readdir(out)).toEqual(['session-1.jsonl.gz']);
});

test('sessions writes what is there around a hole, names what is missing and ends with 1', async () => {
  const { code, err } = await showhow('sessions', await writeStore([1]), join(folder, 'out'));
  expect(code).toBe(1);
  expect(err).toContain('session-1.jsonl.gz: segment 1 is missing.');
  const joinedBytes = gunzipSync(await readFile(join(folder, 'out', 'session-1.jsonl.gz')));
  expect(joinedBytes).toEqual(Buffer.concat([segments[0] ?? '', segments[2] ?? ''] as Uint8Array[]));
  expect(await showhow('verify', join(folder, 'out'))).toMatchObject({ code: 1 });
});

test('a segment stored under two days is one segment; two that differ are a fault', async () => {
  const store = await writeStore();
  const at = (day: string) =>
    join(store, `segments/day=${day}/participant=participant-1/session=session-1/000001.jsonl.gz`);
  await cp(at('2026-03-05'), at('2026-03-06'), { recursive: true });
  expect(await showhow('sessions', store, join(folder, 'out'))).toMatchObject({ code: 0 });
  expect(await showhow('verify', store)).toMatchObject({ code: 0 });
  await writeFile(at('2026-03-06'), gzipSync(segments[0] ?? ''));
  expect(await showhow('sessions', store, join(folder, 'out'))).toMatchObject({ code: 1 });
  expect(await showhow('verify', store)).toMatchObject({ code: 1 });
});

test('two participants with a session of one name get a file each', async () => {
  await writeStore();
  await write('store/segments/day=2026-03-04/participant=p-2/session=session-1/000000.jsonl.gz', gzipSync('{}\n'));
  expect(await showhow('sessions', join(folder, 'store'), join(folder, 'out'))).toMatchObject({ code: 0 });
  expect(await readdir(join(folder, 'out'))).toEqual(['session-1.jsonl.gz', 'session-1.participant-1.jsonl.gz']);
});

test('serve prints its address, stores what it is sent, and stops when it is asked to', async () => {
  const child = spawn(process.execPath, [MAIN, 'serve', '--store', join(folder, 'live'), '--port', '0']);
  const line = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))));
  const url = /listens on (http:\/\/127\.0\.0\.1:\d+), store \//.exec(line)?.[1];
  for (const [n, segment] of segments.entries()) {
    const packed = new Uint8Array(gzipSync(segment));
    const address = `/v1/segments/2026-03-04/participant-1/session-1/${n}/${await sha256Hex(packed)}`;
    expect((await fetch(`${url}${address}`, { method: 'PUT', body: packed })).status).toBe(201);
  }
  expect(await showhow('verify', join(folder, 'live'))).toMatchObject({ code: 0 });
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, signal: null });
});

test('serve says why it cannot start', async () => {
  const file = await write('file', Buffer.from('x'));
  expect(await showhow('serve', '--store', join(file, 'store'))).toMatchObject({ code: 2, out: '' });
  const open = await showhow('serve', '--store', join(folder, 'live'), '--host', '0.0.0.0');
  expect(open).toMatchObject({ code: 2, out: '' });
  expect(open.err).toContain('SHOWHOW_SECRET');
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const busy = await showhow('serve', '--store', join(folder, 'live'), '--port', String(port));
  other.close();
  expect(busy).toMatchObject({ code: 2, out: '' });
  expect(busy.err).toContain('cannot listen');
});
