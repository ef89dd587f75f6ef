import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FORMAT_NAMES, FORMATS } from '../../src/export/formats.ts';
import { concatBytes } from '../../src/session/bytes.ts';
import { makeSession, sessionPlan } from '../session/arbitrary.ts';
import { madeSegments } from './made-session.ts';
import { exportTo, sessionOf } from './memory-folder.ts';

async function made(rounds: number, head = {}): Promise<Uint8Array> {
  const segments: Uint8Array[] = [];
  for await (const segment of madeSegments(rounds, head)) segments.push(segment);
  return concatBytes(segments);
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test.each(FORMAT_NAMES)('%s: the same sessions give the same bytes', async (format) => {
  const bytes = await made(60);
  const first = await exportTo(format, [sessionOf(bytes)]);
  const second = await exportTo(format, [sessionOf(bytes)]);
  expect([...second.files]).toEqual([...first.files]);
});

test.each(FORMAT_NAMES)(
  '%s: beside the data stand card, Croissant, validation, and a manifest that holds',
  async (format) => {
    const { files, text } = await exportTo(format, [sessionOf(await made(10))]);
    const lines = text('MANIFEST.sha256').trim().split('\n');
    expect(lines.map((line) => line.slice(66)).toSorted()).toEqual(
      [...files.keys()].filter((name) => name !== 'MANIFEST.sha256').toSorted(),
    );
    for (const line of lines) expect(sha256(files.get(line.slice(66)) ?? new Uint8Array())).toBe(line.slice(0, 64));
    expect(text('README.md')).toMatch(/^---\n[\s\S]*\n---\n/);
  },
);

test.each(FORMAT_NAMES)('%s: any sound session is exported, whatever its records hold', async (format) => {
  await fc.assert(
    fc.asyncProperty(sessionPlan, async ([bodies, sizes]) => {
      const bytes = concatBytes(await makeSession(bodies, sizes));
      const { validation } = await exportTo(format, [sessionOf(bytes)], { purpose: 'training' });
      expect(validation).toMatchObject({
        sessions: { exported: 1, refused: 0 },
        total: { records: bodies.length + 2 },
      });
    }),
    { numRuns: 30 },
  );
});

test('the summary counts sessions, records, actions, yield, gaps and redaction, in all and for each session', async () => {
  const other = await made(5, { session: 'made-2' });
  const { validation, text } = await exportTo('jsonl', [sessionOf(await made(50)), sessionOf(other, 'made-2')]);
  expect(JSON.parse(text('validation.json'))).toEqual(JSON.parse(JSON.stringify(validation)));
  expect(validation).toMatchObject({
    format: 'jsonl',
    purpose: 'agent-training',
    sessions: { exported: 2, incomplete: 0, refused: 0 },
    total: {
      gaps: { paused: { gaps: 1, ms: 50 } },
      actionsByKind: { click: 110, type: 55, press: 55, select: 55, scroll: 55 },
      redaction: { byMode: { masked: 165 }, byClass: { choice: 55, email: 110 } },
      yield: 1,
    },
    bySession: [
      { session: 'made-1', isComplete: true },
      { session: 'made-2', records: 5 * 21 + 2 },
    ],
  });
  const lines = text('actions.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(validation.total.actions);
  expect(lines[0]).toMatchObject({ session: 'made-1', n: 0, kind: 'navigate' });
  expect(text('gaps.jsonl').trim().split('\n')).toHaveLength(1);
});

test('a session for another purpose is refused, and a segment for another purpose left out', async () => {
  const good = await made(3);
  const other = await made(3, { session: 'made-2', purpose: 'advertising' });
  const { validation, refused, text } = await exportTo('jsonl', [sessionOf(good), sessionOf(other, 'made-2')]);
  expect(refused).toEqual([{ name: 'made-2', purpose: 'advertising' }]);
  expect(validation.sessions).toEqual({ exported: 1, incomplete: 0, refused: 1 });
  for (const name of ['actions.jsonl', 'validation.json', 'README.md']) expect(text(name)).not.toContain('made-2');
  const mixed = concatBytes([
    good,
    new TextEncoder().encode(new TextDecoder().decode(other).replaceAll('made-2', 'made-1')),
  ]);
  const half = await exportTo('jsonl', [sessionOf(mixed)]);
  expect(half.validation).toMatchObject({ refusedSegments: 1, sessions: { exported: 1 }, total: { records: 65 } });
});

test('a salt gives participants and sessions other names everywhere, the same for the same salt', async () => {
  const bytes = await made(3);
  for (const format of FORMAT_NAMES) {
    const salted = await exportTo(format, [sessionOf(bytes)], { salt: 'one' });
    for (const [name, file] of salted.files) {
      expect(name).not.toContain('made-1');
      const text = Buffer.from(file).toString('latin1');
      expect(text).not.toContain('made-1');
      expect(text).not.toContain('participant-1');
    }
  }
  const nameIn = async (salt: string) =>
    (await exportTo('jsonl', [sessionOf(bytes)], { salt })).validation.bySession[0]?.participant;
  expect(await nameIn('one')).toBe(await nameIn('one'));
  expect(await nameIn('one')).not.toBe(await nameIn('two'));
});

test('what cannot be read is counted, and the session is not called complete', async () => {
  const bytes = await made(3);
  const text = new TextDecoder().decode(bytes).split('\n');
  text[5] = 'no JSON';
  const broken = new TextEncoder().encode(`${text.slice(0, 20).join('\n')}\n{"kind":"cl`);
  const { validation } = await exportTo('jsonl', [sessionOf(broken)]);
  expect(validation).toMatchObject({ sessions: { incomplete: 1 }, total: { unreadableLines: 1, tornFiles: 1 } });
});

test('a session name that could lead out of the folder becomes a number, and no name is taken twice', async () => {
  const evil = await made(1, { session: '../../evil' });
  const one = await made(1, { session: 'same' });
  const two = await made(1, { session: 'same', participant: 'participant-2' });
  const { files } = await exportTo('atif', [
    sessionOf(evil, '../../evil'),
    sessionOf(one, 'same'),
    sessionOf(two, 'same'),
  ]);
  expect([...files.keys()]).toEqual(expect.arrayContaining(['session-1.json', 'same.json', 'same-2.json']));
});

test('Croissant names every data file with its digest, and every column of every table', async () => {
  for (const format of FORMAT_NAMES) {
    const { text, validation, files } = await exportTo(format, [sessionOf(await made(3))]);
    const croissant = JSON.parse(text('croissant.json'));
    expect(croissant).toMatchObject({ '@type': 'sc:Dataset', '@context': { cr: 'http://mlcommons.org/croissant/' } });
    expect(croissant.conformsTo).toContain('http://mlcommons.org/croissant/1.0');
    expect(croissant.distribution).toHaveLength(validation.files.length);
    for (const file of croissant.distribution) {
      const bytes = files.get(file.contentUrl) ?? new Uint8Array();
      expect(file).toMatchObject({
        '@type': 'cr:FileObject',
        '@id': file.name,
        sha256: sha256(bytes),
        contentSize: `${bytes.length} B`,
      });
      expect(file.encodingFormat).toMatch(/^[a-z]+\/[a-z.+-]+$/);
    }
    const ids = new Set(croissant.distribution.map((file: { '@id': string }) => file['@id']));
    expect(croissant.recordSet.map(({ name }: { name: string }) => name)).toEqual(
      FORMATS[format].tables.map(({ name }) => name),
    );
    for (const set of croissant.recordSet) {
      for (const field of set.field) {
        expect(field).toMatchObject({ '@type': 'cr:Field', '@id': `${set.name}/${field.name}` });
        expect(field.dataType).toMatch(/^sc:(Text|Integer|Float|Boolean|DateTime)$/);
        expect(ids).toContain(field.source.fileObject['@id']);
      }
    }
  }
});

test('nothing from a file becomes Markdown or YAML of the card', async () => {
  const purpose = 'x\n---\nlicense: mit\n# <b>[a](b)|';
  const { text } = await exportTo('jsonl', [sessionOf(await made(1, { purpose }))], { purpose });
  const card = text('README.md');
  expect(card.match(/^---$/gm)).toHaveLength(2);
  expect(card).not.toMatch(/^license: mit$/m);
  expect(card).not.toContain('<b>');
});
