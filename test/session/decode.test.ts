import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RECORD_KINDS } from '../../src/model/record.ts';
import type { SegmentHeader } from '../../src/model/session.ts';
import { concatBytes, wholeBytes } from '../../src/session/bytes.ts';
import type { DecodedLine } from '../../src/session/decode.ts';
import { decodeSession } from '../../src/session/decode.ts';
import { encodeSegment, toLine } from '../../src/session/encode.ts';
import { gunzip } from '../../src/session/gunzip.ts';
import { parseRecord } from '../../src/session/parse-record.ts';
import { everyByte } from '../effort.ts';
import { body, bodyOf, header, makeSession, record } from './arbitrary.ts';

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

async function decodeAll(bytes: Uint8Array, maxLineBytes?: number): Promise<DecodedLine[]> {
  return collect(decodeSession(wholeBytes(bytes), maxLineBytes));
}

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const text = (value: string) => new TextEncoder().encode(value);

test.each(RECORD_KINDS)('a %s record comes back as it was written', async (kind) => {
  await fc.assert(
    fc.asyncProperty(bodyOf(kind), fc.nat(), async (content, seq) => {
      const written = { ...content, seq, t: seq + 0.5 };
      const bytes = text(`${toLine(written)}\n`);
      const [line, ...more] = await decodeAll(bytes);
      expect(more).toEqual([]);
      expect(line).toEqual({ kind: 'record', line: 1, bytes, record: written, unknownFields: [] });
    }),
  );
});

test('a segment comes back as it was written: its header, then its records in order', async () => {
  await fc.assert(
    fc.asyncProperty(header, fc.array(record, { maxLength: 8 }), async (head, records) => {
      const lines = await decodeAll(encodeSegment(head, records));
      expect(lines.map((line) => line.line)).toEqual(lines.map((_, index) => index + 1));
      expect(
        lines.map((line) => (line.kind === 'segment' ? line.header : line.kind === 'record' && line.record)),
      ).toEqual([head, ...records]);
    }),
  );
});

test('the bytes of all lines together are the bytes of the file, wherever its chunks are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      header,
      fc.array(record, { maxLength: 5 }),
      fc.integer({ min: 1, max: 40 }),
      async (head, records, size) => {
        const bytes = encodeSegment(head, records);
        const chunks = async function* () {
          for await (const piece of inPieces(bytes, size)) yield { kind: 'bytes', bytes: piece } as const;
        };
        const lines = await collect(decodeSession(chunks()));
        expect(concatBytes(lines.map((line) => line.bytes))).toEqual(bytes);
        expect(lines).toEqual(await decodeAll(bytes));
      },
    ),
  );
});

test('a line begins with kind, seq, t and doc, so that a file can be read from the left', () => {
  fc.assert(
    fc.property(record, (value) => {
      const keys = Object.keys(JSON.parse(toLine(value)));
      expect(keys.slice(0, 3)).toEqual(['kind', 'seq', 't']);
      if (value.doc !== undefined) expect(keys[3]).toBe('doc');
    }),
  );
});

test('a kind from a later version passes through as it is', () => {
  const later = { kind: 'outline', seq: 3, t: 4, nodes: [{ role: 'button' }] };
  expect(parseRecord(later)).toEqual({ kind: 'unknown', record: later });
  expect(parseRecord({ ...later, kind: 'constructor' }).kind).toBe('unknown');
});

test('fields from a later version pass through and are named, also deep inside', () => {
  const later = {
    kind: 'dialog',
    seq: 1,
    t: 2,
    type: 'dialog',
    modal: true,
    target: { node: 1, tag: 'dialog', colour: 'red', name: { text: 'Save', lang: 'en' } },
  };
  expect(parseRecord(later)).toEqual({
    kind: 'record',
    record: later,
    unknownFields: expect.arrayContaining(['modal', 'target.colour', 'target.name.lang']),
  });
});

test('a malformed record names each field that is wrong, and never its value', () => {
  const parsed = parseRecord({
    kind: 'dialog',
    seq: -1,
    t: 2,
    type: 'secret-1',
    target: { node: 'secret-2', tag: 'a' },
  });
  expect(parsed).toEqual({
    kind: 'malformed',
    recordKind: 'dialog',
    seq: -1,
    problems: [
      { path: 'seq', what: 'is less than 0' },
      { path: 'type', what: 'is not one of "dialog", "popover"' },
      { path: 'target.node', what: 'is missing or not a number' },
    ],
  });
  expect(JSON.stringify(parsed)).not.toContain('secret');
});

test.each([
  ['null', null],
  ['a list', []],
  ['a text', 'click'],
  ['an object without kind', { seq: 1, t: 1 }],
  ['an unknown kind without its place', { kind: 'later' }],
  ['a segment of a newer schema', { kind: 'segment', schema: 2 }],
])('%s is malformed', (_, value) => {
  expect(parseRecord(value).kind).toBe('malformed');
});

test('a value that matches none of its forms is malformed', () => {
  const target = { node: 1, tag: 'a', name: { text: 5 } };
  expect(parseRecord({ kind: 'dialog', seq: 1, t: 2, type: 'dialog', target })).toMatchObject({
    kind: 'malformed',
    problems: [{ path: 'target.name', what: 'matches none of its forms' }],
  });
});

test('any JSON at all is parsed without throwing', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void parseRecord(value)));
  fc.assert(
    fc.property(
      fc.tuple(body, fc.jsonValue()),
      ([content, value]) => void parseRecord({ ...content, target: value, seq: value }),
    ),
  );
});

test('lines that are not JSON, not UTF-8 or begin with a byte order mark are named, and the rest is read', async () => {
  const bytes = concatBytes([
    text('{"kind":\n'),
    new Uint8Array([0x22, 0xff, 0x22, 0x0a]),
    text('\ufeff{}\n'),
    text('{"kind":"x","seq":0,"t":0}\n'),
  ]);
  expect((await decodeAll(bytes)).map(({ kind, line }) => [line, kind])).toEqual([
    [1, 'notJson'],
    [2, 'notJson'],
    [3, 'notJson'],
    [4, 'unknown'],
  ]);
});

test('a line over the limit is left out without being held, and the lines after it are read', async () => {
  const good = '{"kind":"x","seq":0,"t":0}\n';
  const lines = await decodeAll(text(`${'a'.repeat(100)}\n${good}${'b'.repeat(100)}`), 50);
  expect(lines.map(({ kind, line }) => [line, kind])).toEqual([
    [1, 'tooLong'],
    [2, 'unknown'],
    [3, 'tear'],
  ]);
});

test('a line without end is not held in memory', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  const chunks = async function* () {
    for (let count = 0; count < 100; count++)
      yield { kind: 'bytes', bytes: new Uint8Array(1024 * 1024).fill(97) } as const;
    collectGarbage();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60e6); // of 105 MB: a collection may leave some of the last pieces
  };
  expect((await collect(decodeSession(chunks()))).map(({ kind }) => kind)).toEqual(['tear']);
});

async function gunzipAll(compressed: Uint8Array, size: number) {
  const chunks = await collect(gunzip(inPieces(compressed, size)));
  const bytes = concatBytes(chunks.flatMap((chunk) => (chunk.kind === 'bytes' ? [chunk.bytes] : [])));
  return { bytes, tear: chunks.find((chunk) => chunk.kind === 'tear') };
}

test('all members of a gzip file are read, wherever its chunks are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 3_000 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 5_000 }),
      async (parts, size) => {
        const { bytes, tear } = await gunzipAll(concatBytes(parts.map((part) => gzipSync(part))), size);
        expect(tear).toBeUndefined();
        expect(bytes).toEqual(concatBytes(parts));
      },
    ),
  );
});

test('a gzip file cut at any byte inside a member gives what was before the cut, and says that it is torn', async () => {
  const segments = await makeSession(fc.sample(body, { numRuns: 12, seed: 1 }), [4, 4]);
  const members = segments.map((segment) => gzipSync(segment));
  const compressed = concatBytes(members);
  const ends = members.map((_, index) => concatBytes(members.slice(0, index + 1)).length);
  const whole = concatBytes(segments);
  for (const cut of [...everyByte(compressed.length, 7), ...ends.slice(0, -1)]) {
    const { bytes, tear } = await gunzipAll(compressed.subarray(0, cut), 512);
    expect(bytes).toEqual(whole.subarray(0, bytes.length));
    expect(bytes.length).toBeGreaterThanOrEqual(
      concatBytes(segments.filter((_, index) => (ends[index] ?? 0) <= cut)).length,
    );
    expect([cut, tear !== undefined]).toEqual([cut, !ends.includes(cut)]);
  }
});

test('a changed bit in a gzip file is found, or changes nothing that is read', async () => {
  const head = fc.sample(header, { numRuns: 1, seed: 2 }) as [SegmentHeader];
  const content = encodeSegment(head[0], fc.sample(record, { numRuns: 5, seed: 2 }));
  const compressed = concatBytes([gzipSync(content), gzipSync(content)]);
  const expected = concatBytes([content, content]);
  for (const at of everyByte(compressed.length, 7)) {
    const changed = compressed.slice();
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    const { bytes, tear } = await gunzipAll(changed, 700);
    if (tear === undefined) expect(bytes).toEqual(expected);
  }
});

test('bytes that are no gzip are called so', async () => {
  expect((await gunzipAll(text('{"kind":"segment"}\n'), 100)).tear).toMatchObject({ cause: 'notGzip' });
  expect((await gunzipAll(new Uint8Array(0), 100)).tear).toMatchObject({ cause: 'notGzip' });
  expect((await gunzipAll(concatBytes([gzipSync('a'), text('garbage!')]), 100)).tear).toMatchObject({
    cause: 'damaged',
  });
});
