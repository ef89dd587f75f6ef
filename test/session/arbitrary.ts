// Arbitrary records, headers and whole sessions for property tests, derived from the schemas so that no kind is forgotten.
import fc from 'fast-check';
import * as z from 'zod/mini';
import type { RecordBody, RecordKind, SessionRecord } from '../../src/model/record.ts';
import { RECORD_KINDS, recordBodies } from '../../src/model/record.ts';
import type { SegmentHeader } from '../../src/model/session.ts';
import { segmentHeader } from '../../src/model/session.ts';
import { encodeSegment, sha256Hex } from '../../src/session/encode.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** Any text that JSON can hold, with the traps: escapes, line separators, lone surrogates, prototypes. */
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 6, unit: 'binary' }),
  fc.constantFrom('\n', '\u2028', '\ud800', '"\\', '__proto__', '💡'),
);
/** A number that JSON gives back as it was: finite, and no -0. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));

function fromSchema(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((option) => fromSchema(option as Schema)));
  const { type } = schema as { type?: string | readonly string[] };
  if (Array.isArray(type)) return fc.oneof(...type.map((option) => fromSchema({ ...schema, type: option })));
  switch (schema.type) {
    case 'string':
      return text;
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.maxSafeInteger();
    case 'number':
      return schema.minimum === 0 ? number.map(Math.abs) : number;
    case 'null':
      return fc.constant(null);
    case 'array':
      return schema.prefixItems === undefined
        ? fc.array(fromSchema(schema.items as Schema), { maxLength: 3 })
        : fc.tuple(...schema.prefixItems.map((item) => fromSchema(item as Schema)));
    case 'object':
      return objectFromSchema(schema);
    default:
      throw new Error(`no arbitrary for ${JSON.stringify(schema)}`);
  }
}

function objectFromSchema(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.properties === undefined) {
    const name = text.filter((key) => key !== '__proto__');
    return fc.dictionary(name, fromSchema(schema.additionalProperties as Schema), {
      maxKeys: 3,
      noNullPrototype: true,
    });
  }
  const fields = Object.entries(schema.properties).map(([name, value]) => [name, fromSchema(value as Schema)] as const);
  const requiredKeys = schema.required ?? [];
  return fc.record(Object.fromEntries(fields), { requiredKeys, noNullPrototype: true });
}

/** A body of the given kind. */
export function bodyOf<K extends RecordKind>(kind: K): fc.Arbitrary<Extract<RecordBody, { kind: K }>> {
  const schema = z.toJSONSchema(recordBodies[kind]) as Schema;
  return fromSchema(schema) as fc.Arbitrary<Extract<RecordBody, { kind: K }>>;
}

/** A body of any kind, each as likely as the other. */
export const body: fc.Arbitrary<RecordBody> = fc.oneof(...RECORD_KINDS.map((kind) => bodyOf(kind)));

/** A record on its own: its place means nothing. */
export const record: fc.Arbitrary<SessionRecord> = fc
  .tuple(
    body,
    fc.record(
      { seq: fc.nat(), t: number.map(Math.abs), doc: text, late: fc.constant(true as const) },
      { requiredKeys: ['seq', 't'], noNullPrototype: true },
    ),
  )
  .map(([content, place]) => ({ ...place, ...content }));

/** A header on its own. */
export const header = fromSchema(z.toJSONSchema(segmentHeader) as Schema) as fc.Arbitrary<SegmentHeader>;

const FACTS = {
  kind: 'segment',
  schema: 1,
  session: 'session-1',
  startedAt: '2026-03-04T08:00:00.000Z',
  participant: 'participant-1',
  policy: 'study',
  extension: '0.1.0',
  browser: 'Chromium 140',
  os: 'Linux',
  region: 'DE-BY',
  purpose: 'training',
} as const;

/** A recorder's records say no more of a field than its mode allows. */
function asModeAllows(content: RecordBody): RecordBody {
  if (!('field' in content) || content.field === undefined) return content;
  const values = ['text', 'value'];
  const measures = ['inserted', 'deleted', 'corrections', 'duration', 'pasted', 'autofilled', 'length', 'files'];
  const hidden = { protected: [...values, ...measures], masked: values, scrubbed: [], kept: [] }[content.field.mode];
  return Object.fromEntries(
    Object.entries(content).filter(([name]) => !(hidden as string[]).includes(name)),
  ) as RecordBody;
}

/** Seals bodies as a sound session: a page first, `end` last, cut into segments of the given sizes, chained. */
export async function makeSession(
  bodies: readonly RecordBody[],
  sizes: readonly number[],
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const all = [PAGE, ...bodies.map(inOrder).map(asModeAllows), { kind: 'end', reason: 'idle' } as const];
  const records = all.map((content, seq): SessionRecord => ({ ...content, seq, t: seq * 100, doc: 'doc-1' }));
  const segments: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  let prev: string | null = null;
  for (const [n, size] of [...sizes, records.length].entries()) {
    const end = n === sizes.length ? records.length : Math.min(records.length, at + size);
    const head: SegmentHeader = { ...FACTS, n, firstSeq: at, prev };
    const bytes = encodeSegment(head, records.slice(at, end));
    segments.push(bytes);
    prev = await sha256Hex(bytes);
    at = end;
  }
  return segments;
}

const VIEWPORT = { width: 1280, height: 720, dpr: 1, zoom: 1, scrollX: 0, scrollY: 0 };
const PAGE = {
  kind: 'page',
  url: 'https://desk.example/ticket/:id',
  cause: 'link',
  viewport: VIEWPORT,
} as unknown as RecordBody;

/** Makes a body sound inside a session: gaps run forward and take no pages, and nothing ends it early. */
function inOrder(content: RecordBody): RecordBody {
  if (content.kind === 'end') return { kind: 'focus', focused: true };
  if (content.kind !== 'gap') return content;
  const { counts, ...gap } = content;
  return { ...gap, reason: 'paused', from: Math.min(gap.from, gap.to), to: Math.max(gap.from, gap.to) };
}

/** Bodies and segment sizes for `makeSession`, so that no segment is empty. */
export const sessionPlan = fc.tuple(
  fc.array(body, { minLength: 5, maxLength: 12 }),
  fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 3 }),
);
