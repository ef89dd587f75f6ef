import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { madeSegments } from '../export/made-session.ts';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url).pathname;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-export-'));
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

/** Exports to `out` in the folder as JSON Lines. */
const exportJsonl = (inputs: readonly string[], ...more: readonly string[]) =>
  showhow('export', '--to', 'jsonl', '--purpose', 'agent-training', ...more, ...inputs, join(folder, 'out'));

async function write(name: string, head: Record<string, string> = {}, rounds = 3): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  const members: Uint8Array[] = [];
  for await (const segment of madeSegments(rounds, head)) members.push(gzipSync(segment));
  await writeFile(path, Buffer.concat(members));
  return path;
}

const writeStore = (name = 'store', session = 'made-1') =>
  write(`${name}/segments/day=2026-03-04/participant=participant-1/session=${session}/000000.jsonl.gz`, { session });

test('an export appears under its name, with all that describes it', async () => {
  const { code, out, err } = await exportJsonl([await write('one.jsonl.gz')]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/out: 1 session, \d+ actions, 100\.0 % usable steps, 2 data files, \d+ kB\n$/);
  const files = ['MANIFEST.sha256', 'README.md', 'actions.jsonl', 'croissant.json', 'gaps.jsonl', 'validation.json'];
  expect((await readdir(join(folder, 'out'))).toSorted()).toEqual(files);
});

test('who exported what, when and for what stands in the log of each store, and nowhere else', async () => {
  await writeStore();
  await writeStore('other', 'made-2');
  const file = await write('files/three.jsonl.gz', { session: 'made-3' });
  const inputs = [join(folder, 'store'), join(folder, 'other'), dirname(file)];
  expect(await exportJsonl(inputs, '--salt', 'x')).toMatchObject({ code: 0 });
  for (const [store, session] of [
    ['store', 'made-1'],
    ['other', 'made-2'],
  ] as const) {
    const lines = (await readFile(join(folder, store, 'exports.log.jsonl'), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(1);
    const entry = JSON.parse(lines[0] ?? '');
    expect(entry).toMatchObject({
      by: userInfo().username,
      format: 'jsonl',
      purpose: 'agent-training',
      isSalted: true,
      out: join(folder, 'out'),
      sessions: [session],
    });
    expect(Date.now() - Date.parse(entry.at)).toBeLessThan(60_000);
    expect(JSON.stringify(entry)).not.toContain('"x"');
  }
  expect(await readdir(dirname(file))).toEqual(['three.jsonl.gz']);
});

test('the order of the inputs does not matter', async () => {
  const [a, b] = [await write('a.jsonl.gz'), await write('b.jsonl.gz', { session: 'made-0' })];
  await exportJsonl([a, b]);
  const manifest = () => readFile(join(folder, 'out', 'MANIFEST.sha256'), 'utf8');
  const first = await manifest();
  await rm(join(folder, 'out'), { recursive: true });
  await exportJsonl([b, a]);
  expect(await manifest()).toBe(first);
});

test('without a session for the purpose nothing is written or logged', async () => {
  await writeStore();
  const out = join(folder, 'out');
  const { code, err } = await showhow(
    'export',
    '--to',
    'jsonl',
    '--purpose',
    'advertising',
    join(folder, 'store'),
    out,
  );
  expect(code).toBe(2);
  expect(err).toContain('No session was recorded for "advertising", but for "agent-training".');
  expect(await readdir(folder)).toEqual(['store']);
  expect(await readdir(join(folder, 'store'))).toEqual(['segments']);
});

test('refused sessions are named and end the command with 1', async () => {
  const inputs = [await write('a.jsonl.gz'), await write('b.jsonl.gz', { session: 'made-2', purpose: 'other' })];
  const { code, err } = await exportJsonl(inputs);
  expect(code).toBe(1);
  expect(err).toBe('refused: session made-2, recorded for "other"\n');
});

test('what is not understood, or would overwrite something, ends with 2 and says what to do', async () => {
  const file = await write('one.jsonl.gz');
  const out = join(folder, 'out');
  const cases: [string[], RegExp][] = [
    [['--to', 'jsonl', file, out], /No purpose is given/],
    [['--purpose', 'agent-training', file, out], /No format is given/],
    [['--to', 'xml', '--purpose', 'agent-training', file, out], /There is no format xml/],
    [['--to', 'jsonl', '--purpose', 'agent-training', '--salt', '', file, out], /salt is empty/],
    [['--to', 'jsonl', '--purpose', 'agent-training', out], /takes IN… OUT/],
    [['--to', 'jsonl', '--purpose', 'agent-training', file, file, out], /is in .* and in/],
    [['--to', 'jsonl', '--purpose', 'agent-training', file, folder], /is not empty/],
  ];
  for (const [args, what] of cases) {
    const { code, err } = await showhow('export', ...args);
    expect(err).toMatch(what);
    expect(code).toBe(2);
  }
  expect(await readdir(folder)).toEqual(['one.jsonl.gz']);
});
