import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fieldsOf, makeMarkdown } from '../../src/cli/format-markdown.ts';
import type { Prose } from '../../src/cli/format-prose.ts';
import { KIND_PROSE, SEGMENT_PROSE, SHAPE_PROSE } from '../../src/cli/format-prose.ts';
import { makeDefinitions, makeSchema } from '../../src/cli/format-schema.ts';
import { RECORD_KINDS } from '../../src/model/record.ts';
import { parseRecord } from '../../src/session/parse-record.ts';

const DOCS = new URL('../../docs/', import.meta.url);
const HOW = 'run: node src/cli/format-docs.ts';

async function readLines(name: string): Promise<string[]> {
  const text = await readFile(new URL(name, DOCS), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '');
}

test('the reference of the session file is up to date', async () => {
  const page = await readFile(new URL('session-format.md', DOCS), 'utf8');
  expect(page === makeMarkdown(await readLines('session-excerpt.jsonl')), HOW).toBe(true);
});

test('the JSON Schema of the session file is up to date', async () => {
  const schema = JSON.parse(await readFile(new URL('session.schema.json', DOCS), 'utf8'));
  expect(schema, HOW).toEqual(JSON.parse(JSON.stringify(makeSchema())));
});

test('every kind, shape and field has words, and no words are left of what is gone', () => {
  const definitions = makeDefinitions();
  const prose: Readonly<Record<string, Prose>> = { ...SHAPE_PROSE, ...KIND_PROSE, segment: SEGMENT_PROSE };
  expect(Object.keys(definitions).sort()).toEqual(Object.keys(prose).sort());
  for (const [id, definition] of Object.entries(definitions)) {
    expect(definition.description, id).toMatch(/\.$/);
    const fields = fieldsOf(definition, '');
    const carried = RECORD_KINDS.some((kind) => kind === id) ? ['kind', 'seq', 't', 'doc', 'late'] : [];
    const own = fields.filter(({ path }) => !carried.includes(path));
    for (const { path, what } of own) expect(what, `${id}.${path}`).toMatch(/\.$/);
    expect(own.map(({ path }) => path).sort(), id).toEqual(Object.keys(prose[id]?.fields ?? {}).sort());
  }
});

test('a line of a real session stands under its kind', () => {
  const line = '{"kind":"focus","seq":4,"t":5,"doc":"d","focused":true}';
  const [, section] = makeMarkdown([line]).split('### `focus`');
  expect(section?.split('### ')[0]).toContain(`\`\`\`json\n${line}\n\`\`\``);
});

test('every reference in the schema leads somewhere', () => {
  const schema = makeSchema() as { $defs: Record<string, unknown> };
  const references = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map(([, id]) => id ?? '');
  expect(references.length).toBeGreaterThan(20);
  for (const id of references) expect(schema.$defs).toHaveProperty([id]);
});

test('every kind of record is shown by a line of a real session, which is sound', async () => {
  const lines = await readLines('session-excerpt.jsonl');
  const parsed = lines.map((line) => parseRecord(JSON.parse(line)));
  const kinds = parsed.map((line) => (line.kind === 'record' ? line.record.kind : line.kind));
  expect(kinds.toSorted()).toEqual(['segment', ...RECORD_KINDS].toSorted());
  const page = await readFile(new URL('session-format.md', DOCS), 'utf8');
  for (const line of lines) expect(page).toContain(line);
});
