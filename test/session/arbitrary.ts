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

/** A field's value as screens have it, by the field's name. */
function within(value: unknown, name: string): unknown {
  if (Array.isArray(value) && name === 'frames') return value.map(([index, box]) => [index, within(box, 'box')]);
  if (Array.isArray(value)) return isBox(name, value) ? toBox(value) : value.map((part) => within(part, ''));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, within(part, key)]));
  if (name === 'nx' || name === 'ny') return Math.abs(Math.sin(Number(value)));
  if (name === 'width' || name === 'height') return Math.abs(Number(value));
  return name === 'dpr' ? 1 + Math.abs(Number(value)) : value;
}

const isBox = (name: string, value: readonly unknown[]) => name === 'box' && value.length === 4;
const toBox = (value: readonly number[]) => value.map((part, index) => (index > 1 ? Math.abs(part) : part));

/** A recorder's places make sense: points in the viewport, sizes that are not negative, columns of one length, known tabs. */
function asScreensAre(content: RecordBody): RecordBody {
  const made = within(content, '') as RecordBody;
  if (made.kind === 'key') return { ...made, key: 'Enter' };
  if (made.kind === 'tab') {
    const { opener: _, ...tab } = made;
    return tab;
  }
  if (made.kind === 'page') {
    const { tab: _tab, parent: _parent, ...page } = made;
    return page;
  }
  if (made.kind !== 'pointer') return made;
  const samples = Math.min(made.dt.length, made.dx.length, made.dy.length);
  return {
    ...made,
    dt: made.dt.slice(0, samples).map(Math.abs),
    dx: made.dx.slice(0, samples),
    dy: made.dy.slice(0, samples),
    ...(made.buttons === undefined ? {} : { buttons: made.buttons.map(([, mask]) => [0, mask] as [number, number]) }),
  };
}

/** Seals bodies as a sound session: a page first, `end` last, cut into segments of the given sizes, chained. */
export async function makeSession(
  bodies: readonly RecordBody[],
  sizes: readonly number[],
  toSound = (content: RecordBody): RecordBody => asScreensAre(asModeAllows(inOrder(content))),
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const all = [PAGE, ...bodies.map(toSound), { kind: 'end', reason: 'idle' } as const];
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
