// Makes sessions of any length that look like work: pages, pointer paths, clicks, typing, keys, choices, scrolls, pauses.
import type { SessionRecord } from '../../src/model/record.ts';
import type { SegmentHeader } from '../../src/model/session.ts';
import { encodeSegment, sha256Hex } from '../../src/session/encode.ts';

export const HEAD: Omit<SegmentHeader, 'n' | 'firstSeq' | 'prev'> = {
  kind: 'segment',
  schema: 1,
  session: 'made-1',
  startedAt: '2026-03-04T08:00:00.000Z',
  participant: 'participant-1',
  policy: 'demo-1',
  extension: '0.1.0',
  browser: 'chromium 156',
  os: 'linux',
  region: 'DE-BY',
  purpose: 'agent-training',
};

const VIEWPORT = { width: 1280, height: 720, dpr: 1, zoom: 1, scrollX: 0, scrollY: 0 };
const SEGMENT_RECORDS = 5_000;

/** A body without its place; checked by the schema when it is read back. */
type Loose = { readonly kind: string; readonly t: number; readonly doc?: string | undefined } & Record<string, unknown>;

function target(node: number, role: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const path = `#main > div:nth-of-type(${(node % 7) + 1}) > form:nth-of-type(1) > ${role}:nth-of-type(${(node % 5) + 1})`;
  return {
    node,
    tag: role,
    role,
    box: [40 + (node % 9) * 100, 30 + (node % 11) * 50, 90, 36],
    name: { text: ['Save', 'Cancel', 'Customer', 'Open ticket', 'Status'][node % 5] },
    selectors: [
      { kind: 'aria', value: `[role="${role}"][name="Save"]`, unique: 'unknown' },
      { kind: 'css', value: path, unique: 'yes' },
      {
        kind: 'xpath',
        value: `/html[1]/body[1]/div[${(node % 7) + 1}]/form[1]/${role}[${(node % 5) + 1}]`,
        unique: 'yes',
      },
    ],
    ...more,
  };
}

/** One round of work of about 8 s: 21 records, 12 of them pointer paths of 50 samples. */
function* round(index: number, start: number): Generator<Loose> {
  const doc = `doc-${Math.floor(index / 5)}`;
  const node = index % 40;
  const box = (40 + (node % 9) * 100) as number;
  const top = 30 + (node % 11) * 50;
  const path = (t: number): Loose => {
    const samples = Array.from({ length: 50 }, (_, at) => at);
    return {
      kind: 'pointer',
      t,
      doc,
      type: 'mouse',
      x: 300 + ((index * 37) % 500),
      y: 200 + ((index * 53) % 300),
      dt: samples.map((at) => 8 + ((at * 7 + index) % 9)),
      dx: samples.map((at) => ((at * 13 + index * 5) % 19) - 9),
      dy: samples.map((at) => ((at * 11 + index * 3) % 15) - 7),
    };
  };
  const field = { class: 'email', mode: 'masked' };
  const input = target(node + 100, 'input', { type: 'text', field });
  const point = { x: box + 10, y: top + 10, nx: 0.1, ny: 0.1 };
  const button = target(node, 'button');
  if (index % 5 === 0)
    yield {
      kind: 'page',
      t: start,
      doc,
      url: `https://desk.example/ticket/:id`,
      cause: 'link',
      tab: 1,
      viewport: VIEWPORT,
    };
  for (let at = 1; at <= 6; at++) yield path(start + at * 600);
  yield {
    kind: 'click',
    t: start + 3_700,
    doc,
    point,
    button: 'primary',
    count: 1,
    held: 80,
    by: 'mouse',
    target: button,
  };
  for (let at = 1; at <= 6; at++) yield path(start + 3_700 + at * 300);
  yield {
    kind: 'typing',
    t: start + 5_900,
    doc,
    field,
    target: input,
    inserted: '9-16',
    duration: '1-3',
    corrections: '1-4',
    deleted: '1-4',
  };
  yield { kind: 'key', t: start + 6_000, doc, key: 'Tab', field, target: input };
  yield {
    kind: 'change',
    t: start + 6_500,
    doc,
    control: 'select',
    field: { class: 'choice', mode: 'masked' },
    target: target(node + 200, 'select'),
  };
  for (let at = 0; at < 4; at++) {
    yield {
      kind: 'scroll',
      t: start + 7_000 + at * 40,
      doc,
      from: { x: 0, y: at * 100 },
      to: { x: 0, y: at * 100 + 100 },
      source: 'wheel',
      ms: 30,
    };
  }
  yield {
    kind: 'click',
    t: start + 7_900,
    doc,
    point,
    button: 'primary',
    count: 1,
    held: 60,
    by: 'mouse',
    target: button,
  };
  if (index % 50 === 49)
    yield { kind: 'gap', t: start + 8_000, reason: 'paused', from: start + 7_950, to: start + 8_000 };
}

const ROUND_MS = 8_000;

/** The records of a session of so many rounds, `end` last. */
export function* madeRecords(rounds: number): Generator<SessionRecord> {
  let seq = 0;
  for (let index = 0; index < rounds; index++) {
    for (const loose of round(index, index * ROUND_MS)) yield { ...loose, seq: seq++ } as unknown as SessionRecord;
  }
  yield { kind: 'end', reason: 'idle', seq, t: rounds * ROUND_MS };
}

/** The segments of a session as bytes, chained. */
export async function* madeSegments(
  rounds: number,
  head: Partial<SegmentHeader> = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let held: SessionRecord[] = [];
  let n = 0;
  let prev: string | null = null;
  const seal = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const bytes = encodeSegment({ ...HEAD, ...head, n, firstSeq: held[0]?.seq ?? 0, prev }, held);
    prev = await sha256Hex(bytes);
    n++;
    held = [];
    return bytes;
  };
  for (const record of madeRecords(rounds)) {
    held.push(record);
    if (held.length >= SEGMENT_RECORDS) yield await seal();
  }
  if (held.length > 0) yield await seal();
}
