import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readGzip, streamingDigest } from '../../src/cli/read-gzip.ts';
import { concatBytes } from '../../src/session/bytes.ts';
import { collectingDigest } from '../../src/session/digest.ts';
import { everyByte } from '../effort.ts';
import { body, makeSession } from '../session/arbitrary.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-gzip-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(compressed: Uint8Array) {
  const path = join(folder, 'file.gz');
  await writeFile(path, compressed);
  const parts: Uint8Array[] = [];
  let tear: string | undefined;
  for await (const chunk of readGzip(() => createReadStream(path))) {
    if (chunk.kind === 'bytes') parts.push(chunk.bytes);
    else tear = chunk.cause;
  }
  return { bytes: concatBytes(parts), tear };
}

test('a file cut at any byte gives everything before the cut, and says that it is torn', async () => {
  const segments = await makeSession(fc.sample(body, { numRuns: 10, seed: 1 }), [4, 4]);
  const members = segments.map((segment) => gzipSync(segment));
  const compressed = concatBytes(members);
  const ends = members.map((_, index) => concatBytes(members.slice(0, index + 1)).length);
  const whole = concatBytes(segments);
  let longest = 0;
  const cuts = [...everyByte(compressed.length - 1, 5), ...ends.slice(0, -1), compressed.length - 1];
  for (const cut of cuts.filter((at) => at > 0).toSorted((a, b) => a - b)) {
    const { bytes, tear } = await read(compressed.subarray(0, cut));
    expect(bytes).toEqual(new Uint8Array(whole.subarray(0, bytes.length)));
    expect(bytes.length).toBeGreaterThanOrEqual(longest);
    longest = bytes.length;
    expect([cut, tear]).toEqual([cut, ends.includes(cut) ? undefined : 'torn']);
  }
  expect(longest).toBe(whole.length);
});

test('a large file cut in its middle gives nearly everything before the cut', async () => {
  const text = Array.from(
    { length: 60_000 },
    (_, index) => `{"kind":"x","seq":${index},"t":${Math.sin(index)}}\n`,
  ).join('');
  const compressed = gzipSync(text);
  const { bytes, tear } = await read(compressed.subarray(0, compressed.length / 2));
  expect(tear).toBe('torn');
  expect(bytes.length).toBeGreaterThan(text.length * 0.48);
  expect(new TextDecoder().decode(bytes)).toBe(text.slice(0, bytes.length));
});

test('damage and what is no gzip are told apart', async () => {
  const damaged = concatBytes([gzipSync('a'), gzipSync('b')]);
  damaged[14] = (damaged[14] ?? 0) ^ 1;
  expect((await read(damaged)).tear).toBe('damaged');
  expect((await read(new TextEncoder().encode('{"kind":'))).tear).toBe('notGzip');
  expect((await read(new Uint8Array())).tear).toBe('notGzip');
});

test('what stands before foreign bytes or damage is given whole', async () => {
  const segments = await makeSession(fc.sample(body, { numRuns: 200, seed: 2 }), [4, 4]);
  const whole = concatBytes(segments);
  const members = concatBytes(segments.map((segment) => gzipSync(segment)));
  const junk = await read(concatBytes([members, new TextEncoder().encode('not a gzip member')]));
  expect(junk.tear).toBe('damaged');
  expect(junk.bytes).toEqual(new Uint8Array(whole));
  const first = gzipSync(segments[0] ?? new Uint8Array());
  const broken = concatBytes([first, gzipSync('next')]);
  broken[first.length + 2] = 7;
  expect((await read(broken)).bytes).toEqual(new Uint8Array(segments[0] ?? []));
});

test('the streaming digest is the one of the browser', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array()), async (parts) => {
      const digests = [streamingDigest(), collectingDigest()];
      for (const part of parts) for (const digest of digests) digest.add(part);
      const [ours, theirs] = await Promise.all(digests.map((digest) => digest.hex()));
      expect(ours).toBe(theirs);
    }),
  );
});
