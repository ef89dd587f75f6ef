import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordBody, SessionRecord } from '../../src/model/record.ts';
import type { Action, Reduced } from '../../src/session/reduce/action.ts';
import { seqsOf, toRanges } from '../../src/session/reduce/action.ts';
import { samplesOf } from '../../src/session/reduce/draft.ts';
import { createReducer } from '../../src/session/reduce/reduce.ts';
import * as threshold from '../../src/session/reduce/threshold.ts';
import { body } from './arbitrary.ts';

const VIEWPORT = { width: 1280, height: 720, dpr: 1, zoom: 1, scrollX: 0, scrollY: 0 };

/** Fields in short: tests name only what they are about. */
type Short = { readonly kind: string; readonly t: number; readonly doc?: string | undefined } & Record<string, unknown>;

function reduce(records: readonly SessionRecord[]): Reduced[] {
  const reducer = createReducer();
  return [...records.flatMap((record) => reducer.record(record)), ...reducer.end()];
}

function actionsOf(...shorts: readonly Short[]): Action[] {
  const records = shorts.map((short, seq) => ({ doc: 'd1', ...short, seq }) as unknown as SessionRecord);
  return reduce(records).flatMap((piece) => (piece.kind === 'action' ? [piece.action] : []));
}

const target = (node: number, more: Record<string, unknown> = {}) => ({
  node,
  tag: 'button',
  box: [10, 10, 100, 20],
  selectors: [{ kind: 'css', value: `#n${node}`, unique: 'yes' }],
  ...more,
});
const page = (t: number, more: Record<string, unknown> = {}): Short => ({
  kind: 'page',
  t,
  url: 'https://desk.example/',
  cause: 'typed',
  tab: 1,
  viewport: VIEWPORT,
  ...more,
});
const click = (t: number, more: Record<string, unknown> = {}): Short => ({
  kind: 'click',
  t,
  point: { x: 20, y: 20, nx: 0.02, ny: 0.03 },
  button: 'primary',
  count: 1,
  by: 'mouse',
  target: target(1),
  ...more,
});
const field = { class: 'email', mode: 'masked' };
const typing = (t: number, more: Record<string, unknown> = {}): Short => ({
  kind: 'typing',
  t,
  field,
  target: target(2),
  inserted: '5-8',
  duration: '0-1',
  ...more,
});
const key = (t: number, name: string, more: Record<string, unknown> = {}): Short => ({
  kind: 'key',
  t,
  key: name,
  ...more,
});
const scroll = (t: number, from: number, to: number, more: Record<string, unknown> = {}): Short => ({
  kind: 'scroll',
  t,
  from: { x: 0, y: from },
  to: { x: 0, y: to },
  source: 'wheel',
  ms: 0,
  ...more,
});
const pointer = (t: number, ms: number, more: Record<string, unknown> = {}): Short => ({
  kind: 'pointer',
  t,
  type: 'mouse',
  x: 0,
  y: 0,
  dt: [ms],
  dx: [20],
  dy: [20],
  ...more,
});
const kinds = (actions: readonly Action[]) => actions.map(({ kind }) => kind);

/** Any records in an order that a session may have: times never go back, a few documents, some records late. */
const session: fc.Arbitrary<SessionRecord[]> = fc
  .array(
    fc.record({
      body: body.map(tame),
      step: fc.constantFrom(0, 1, 40, 250, 900, 2_500, 12_000, 400_000),
      doc: fc.constantFrom('d1', 'd1', 'd2', undefined),
      isLate: fc.integer({ min: 0, max: 20 }).map((chance) => chance === 0),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let t = 0;
    return steps.map(({ body: content, step, doc, isLate }, seq): SessionRecord => {
      t += step;
      return { ...content, seq, t, ...(doc !== undefined && { doc }), ...(isLate && { late: true as const }) };
    });
  });

/** Values from small sets, so that records often belong together. */
function tame(content: RecordBody): RecordBody {
  const small = (value: number, most: number) => Math.abs(value) % most;
  const copy = JSON.parse(JSON.stringify(content), (name, value) => {
    if (name === 'node') return small(value, 3);
    if (name === 'tab' || name === 'opener') return small(value, 2);
    if (name === 'ms' || name === 'held') return small(value, 700);
    if (name === 'count' && content.kind === 'click') return 1 + small(value, 3);
    return value;
  });
  return copy as RecordBody;
}

test('every raw record is in exactly one action, or in context, or in a gap', () => {
  fc.assert(
    fc.property(session, (records) => {
      const seen = reduce(records).flatMap((piece) =>
        piece.kind === 'action' ? [...seqsOf(piece.action.seqs)] : [piece.seq],
      );
      expect(seen.toSorted((a, b) => a - b)).toEqual(records.map(({ seq }) => seq));
    }),
    { numRuns: 400 },
  );
});

test('actions are numbered from 0, their time never goes back, and gaps keep their place between them', () => {
  fc.assert(
    fc.property(session, (records) => {
      const pieces = reduce(records).filter(({ kind }) => kind !== 'context');
      let n = 0;
      let t = 0;
      for (const piece of pieces) {
        if (piece.kind === 'gap') {
          t = Math.max(t, records[piece.seq]?.t ?? 0);
          continue;
        }
        if (piece.kind !== 'action') continue;
        expect(piece.action.n).toBe(n++);
        expect(piece.action.t).toBeGreaterThanOrEqual(t);
        t = piece.action.t;
      }
    }),
    { numRuns: 400 },
  );
});

test('the same records give the same actions, and records stay as they were', () => {
  fc.assert(
    fc.property(session, (records) => {
      const text = JSON.stringify(records);
      expect(JSON.stringify(reduce(records))).toBe(JSON.stringify(reduce(JSON.parse(text) as SessionRecord[])));
      expect(JSON.stringify(records)).toBe(text);
    }),
  );
});

test('what is held back is bounded, however many records share one time', () => {
  const reducer = createReducer();
  let given = 0;
  const count = 20_000;
  for (let seq = 0; seq < count; seq++) {
    const short = seq % 2 === 0 ? click(5, { target: target(seq) }) : pointer(5, 0, { doc: `d${seq}` });
    for (const piece of reducer.record({ doc: 'd1', ...short, seq } as unknown as SessionRecord)) {
      given += piece.kind === 'action' ? [...seqsOf(piece.action.seqs)].length : 1;
    }
    expect(seq + 1 - given).toBeLessThan(threshold.RECORDS_MAX + threshold.OPEN_MAX * 2 + threshold.PATHS_MAX);
  }
});

test('ranges stand for the numbers that they were made of', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50)), (seqs) => {
      expect([...seqsOf(toRanges(seqs))]).toEqual(seqs.toSorted((a, b) => a - b));
    }),
  );
});

test('an unknown kind is context', () => {
  const reducer = createReducer();
  expect(reducer.unknown({ kind: 'outline', seq: 3, t: 10 })).toEqual([
    { kind: 'context', seq: 3, recordKind: 'outline' },
  ]);
});

test('two clicks of one count after the other are a double click; two single ones are not', () => {
  const [double, ...none] = actionsOf(click(100), click(300, { count: 2 }));
  expect(double).toMatchObject({ kind: 'doubleClick', count: 2, seqs: [[0, 1]], t: 300 });
  expect(none).toEqual([]);
  expect(actionsOf(click(100), click(300, { count: 2 }), click(450, { count: 3 }))).toMatchObject([
    { kind: 'doubleClick', count: 3, seqs: [[0, 2]] },
  ]);
  expect(kinds(actionsOf(click(100), click(300)))).toEqual(['click', 'click']);
  expect(kinds(actionsOf(click(100), click(2_000, { count: 2 })))).toEqual(['click', 'doubleClick']);
  expect(kinds(actionsOf(click(100), click(300, { count: 2, doc: 'd2' })))).toEqual(['click', 'doubleClick']);
});

test('a label, its control and the change are one click', () => {
  const change = { kind: 'change', t: 103, control: 'radio', field, target: target(2) };
  const actions = actionsOf(click(100), click(100, { by: 'label', point: undefined, target: target(2) }), change);
  expect(actions).toMatchObject([{ kind: 'click', target: { node: 1 }, seqs: [[0, 2]] }]);
  expect(actions[0]?.effects.map(({ kind }) => kind)).toEqual(['click', 'change']);
});

test('Enter on a button is a click of it; Enter in a field is a press that submits', () => {
  const byKey = (node: number) => click(101, { by: 'keyboard', point: undefined, target: target(node) });
  expect(actionsOf(key(100, 'Enter', { target: target(1) }), byKey(1))).toMatchObject([
    { kind: 'click', by: 'keyboard', key: 'Enter', seqs: [[0, 1]], lacks: ['page', 'viewport'] },
  ]);
  const submit = { kind: 'submit', t: 102, target: target(9), submitter: 1 };
  const actions = actionsOf(key(100, 'Enter', { target: target(2) }), byKey(1), submit);
  expect(actions).toMatchObject([{ kind: 'press', key: 'Enter', seqs: [[0, 2]] }]);
  expect(actions[0]?.effects.map(({ kind }) => kind)).toEqual(['click', 'submit']);
});

test('typing goes on over a short pause in one element, and its corrections are kept', () => {
  const [typed, ...none] = actionsOf(typing(1_000), typing(2_500, { deleted: '1-4', corrections: '1-4' }));
  expect(none).toEqual([]);
  expect(typed).toMatchObject({ kind: 'type', field, bursts: [{ inserted: '5-8' }, { corrections: '1-4' }] });
  expect(kinds(actionsOf(typing(1_000), typing(3_200)))).toEqual(['type', 'type']);
  expect(kinds(actionsOf(typing(1_000), key(1_100, 'Tab'), typing(1_500)))).toEqual(['type', 'press', 'type']);
  expect(kinds(actionsOf(typing(1_000), typing(1_500, { target: target(3) })))).toEqual(['type', 'type']);
});

test('text is all that the field held after the last burst, and none where it was lost or not let through', () => {
  const kept = { class: 'search', mode: 'kept' };
  const [typed, ...none] = actionsOf(typing(1_000, { field: kept }), typing(1_900, { field: kept, text: 'red cars' }));
  expect(typed).toMatchObject({ text: 'red cars', bursts: [{}, {}] });
  expect(none).toEqual([]);
  const sent = actionsOf(typing(1_000, { field: kept, text: 'red' }), typing(1_900, { field: kept, text: 'cars' }));
  expect(sent.map((action) => action.kind === 'type' && action.text)).toEqual(['red', 'cars']);
  const [lost] = actionsOf(typing(1_000, { text: 'lost' }), typing(1_900, { text: 'lost' }));
  expect(lost).toMatchObject({ text: undefined });
  const [masked] = actionsOf(typing(1_000, { text: 'must not be here' }));
  expect(JSON.stringify(masked)).not.toContain('must not');
});

test('an input that changed nothing is no typing', () => {
  expect(actionsOf(typing(1_000, { inserted: '0' }))).toEqual([]);
  const secret = { class: 'password', mode: 'protected' };
  const typed = typing(1_000, { field: secret, inserted: undefined, duration: undefined });
  expect(kinds(actionsOf(typed))).toEqual(['type']);
  expect(kinds(actionsOf(key(999, 'Enter', { target: target(2) }), typed))).toEqual(['press']);
});

test('a paste and the burst that it went into are one action', () => {
  const paste = { kind: 'clipboard', t: 101, action: 'paste', field, target: target(2), length: '9-16' };
  const actions = actionsOf(
    key(100, 'v', { modifiers: ['Control'], target: target(2) }),
    paste,
    typing(1_500, { pasted: true }),
  );
  expect(actions).toMatchObject([{ kind: 'type', pasted: true, seqs: [[0, 2]], effects: [{ kind: 'clipboard' }] }]);
  expect(kinds(actionsOf(paste))).toEqual(['clipboard']);
  expect(kinds(actionsOf(key(100, 'c', { modifiers: ['Meta'] }), { ...paste, action: 'copy' }))).toEqual(['press']);
});

test('a held key is one press', () => {
  const repeat = { repeat: true };
  expect(actionsOf(key(0, 'ArrowDown'), key(500, 'ArrowDown', repeat), key(530, 'ArrowDown', repeat))).toMatchObject([
    { kind: 'press', times: 3, ms: 530 },
  ]);
  expect(kinds(actionsOf(key(0, 'Tab'), key(100, 'Tab')))).toEqual(['press', 'press']);
});

test('wheel notches are one scroll until it rests, turns, or moves something else', () => {
  expect(actionsOf(scroll(100, 0, 50), scroll(200, 50, 90))).toMatchObject([
    { kind: 'scroll', from: { y: 0 }, to: { y: 90 }, ms: 100 },
  ]);
  expect(actionsOf(scroll(100, 0, 50), scroll(401, 50, 90))).toHaveLength(2);
  expect(actionsOf(scroll(100, 0, 50), scroll(200, 50, 20))).toHaveLength(2);
  expect(actionsOf(scroll(100, 0, 50), scroll(200, 50, 90, { target: target(1) }))).toHaveLength(2);
  expect(actionsOf(scroll(100, 0, 50), scroll(200, 300, 400))).toHaveLength(2);
});

test('what scrolls by itself after an action is its effect', () => {
  const [only, ...none] = actionsOf(click(100), scroll(180, 0, 50, { source: 'other' }));
  expect(none).toEqual([]);
  expect(only?.effects).toMatchObject([{ kind: 'scroll', seq: 1 }]);
  expect(kinds(actionsOf(key(100, 'PageDown'), scroll(200, 0, 700, { source: 'key' })))).toEqual(['press']);
});

test('a choice is one action, however often it changed on the way', () => {
  const change = (t: number) => ({ kind: 'change', t, control: 'date', field, target: target(4) });
  expect(actionsOf(change(0), change(50), change(1_000))).toMatchObject([
    { kind: 'select', times: 3, control: 'date' },
  ]);
  expect(actionsOf(change(0), change(2_500))).toHaveLength(2);
});

test('a path belongs to the click that it led to, also where it ends after it', () => {
  expect(actionsOf(pointer(50, 40), click(300), pointer(310, 200)).map(({ seqs }) => seqs)).toEqual([[[0, 2]]]);
  expect(actionsOf(click(300), click(600), pointer(700, 450)).map(({ seqs }) => seqs)).toEqual([
    [
      [0, 0],
      [2, 2],
    ],
    [[1, 1]],
  ]);
  expect(actionsOf(pointer(50, 40, { doc: 'd2' }), click(300)).map(({ seqs }) => seqs)).toEqual([[[1, 1]]]);
  expect(actionsOf(pointer(50, 40), click(20_000)).at(-1)?.seqs).toEqual([[1, 1]]);
});

test('a drag keeps its path', () => {
  const drag = {
    kind: 'drag',
    t: 500,
    by: 'pointer',
    ms: 300,
    from: { point: { x: 1, y: 1, nx: 0, ny: 0 }, target: target(1) },
  };
  const path = { dt: [100, 100, 100], dx: [5, 5, 5], dy: [0, 0, 0] };
  expect(actionsOf(drag, pointer(500, 300, path))).toMatchObject([
    {
      kind: 'drag',
      path: [
        [0, 0, 0],
        [100, 5, 0],
        [200, 10, 0],
        [300, 15, 0],
      ],
      seqs: [[0, 1]],
    },
  ]);
});

test('a path gives its samples, with the buttons where they change', () => {
  const path = {
    ...pointer(100, 30),
    dt: [10, 20],
    dx: [1, 2],
    dy: [3, 4],
    x: 5,
    y: 6,
    seq: 0,
    buttons: [
      [1, 1],
      [2, 0],
    ],
  };
  expect([...samplesOf(path as never)]).toEqual([
    { t: 70, x: 5, y: 6, buttons: 0 },
    { t: 80, x: 6, y: 9, buttons: 1 },
    { t: 100, x: 8, y: 13, buttons: 0 },
  ]);
});

test('a dialog follows from what opened it; one that opens under a pointer at rest and is used was hovered for', () => {
  const menu = (t: number) => ({ kind: 'dialog', t, type: 'popover', target: target(7, { box: [10, 10, 50, 50] }) });
  expect(actionsOf(click(100), menu(120))).toMatchObject([{ kind: 'click', effects: [{ kind: 'dialog' }] }]);
  expect(actionsOf(pointer(1_000, 100), menu(1_400), click(2_000))).toMatchObject([
    { kind: 'hover', point: { x: 20, y: 20 }, revealed: { node: 7 }, seqs: [[0, 1]] },
    { kind: 'click' },
  ]);
  const elsewhere = click(2_000, { point: { x: 500, y: 500, nx: 0.4, ny: 0.6 } });
  expect(kinds(actionsOf(pointer(1_000, 100), menu(1_400), elsewhere))).toEqual(['click']);
  expect(kinds(actionsOf(menu(1_400), click(2_000)))).toEqual(['click']);
});

test('a page is an effect of what led to it, and an action where somebody went there', () => {
  const [opened, clicked, ...none] = actionsOf(page(0), click(100), page(900, { cause: 'link', doc: 'd2' }));
  expect(opened).toMatchObject({ kind: 'navigate', cause: 'typed' });
  expect(clicked).toMatchObject({ kind: 'click', effects: [{ kind: 'page', doc: 'd2', cause: 'link' }] });
  expect(none).toEqual([]);
  expect(kinds(actionsOf(page(0), click(100), page(900, { cause: 'back_forward' })))).toEqual([
    'navigate',
    'click',
    'navigate',
  ]);
  expect(kinds(actionsOf(page(0), key(100, 'F5'), page(900, { cause: 'reload' })))).toEqual(['navigate', 'press']);
  expect(kinds(actionsOf(page(0), page(900, { cause: 'spa' })))).toEqual(['navigate']);
  expect(kinds(actionsOf(page(0), page(20, { parent: 'd1', doc: 'f1', cause: 'link' })))).toEqual(['navigate']);
  expect(kinds(actionsOf(page(0), click(100), page(900, { cause: 'link', tab: 2, doc: 'd2' })))).toContain('navigate');
});

test('a tab opened by a click is its effect, and so is the page in it', () => {
  const tab = (t: number, action: string, more = {}) =>
    ({ kind: 'tab', t, tab: 2, action, doc: undefined, ...more }) as Short;
  const [, clicked, ...none] = actionsOf(
    page(0),
    click(100),
    tab(120, 'opened', { opener: 1 }),
    tab(121, 'activated'),
    page(500, { cause: 'link', tab: 2, doc: 'd2' }),
  );
  expect(none).toEqual([]);
  expect(clicked?.effects.map(({ kind }) => kind)).toEqual(['tab', 'tab', 'page']);
  expect(actionsOf(tab(0, 'closed'), tab(10, 'activated', { tab: 1 }))).toMatchObject([
    { kind: 'tab', action: 'closed' },
  ]);
  expect(kinds(actionsOf(tab(0, 'opened'), page(0, { cause: 'new_session', tab: 2 })))).toEqual([]);
});

test('nothing joins across a gap', () => {
  const gap = { kind: 'gap', t: 500, reason: 'paused', from: 200, to: 500, doc: undefined } as unknown as Short;
  expect(kinds(actionsOf(page(0), click(100), gap, page(900, { cause: 'link' })))).toEqual([
    'navigate',
    'click',
    'navigate',
  ]);
  expect(kinds(actionsOf(scroll(499, 0, 5), gap, scroll(510, 5, 9)))).toEqual(['scroll', 'scroll']);
});

test('a long silence is a wait, a very long one a break; silence in a gap is neither', () => {
  expect(actionsOf(click(1_000), click(7_000))).toMatchObject([{}, { kind: 'wait', ms: 6_000, seqs: [] }, {}]);
  expect(kinds(actionsOf(click(1_000), click(5_900)))).toEqual(['click', 'click']);
  expect(actionsOf(click(0), click(400_000))[1]).toMatchObject({ kind: 'wait', isBreak: true });
  const gap = { kind: 'gap', t: 60_000, reason: 'paused', from: 100, to: 60_000, doc: undefined } as unknown as Short;
  expect(kinds(actionsOf(click(0), gap, click(60_500)))).toEqual(['click', 'click']);
});

test('an action knows the state that it was done in', () => {
  const actions = actionsOf(
    page(0),
    page(10, { doc: 'f1', parent: 'd1', url: 'https://desk.example/inner', viewport: { ...VIEWPORT, index: 1 } }),
    {
      kind: 'viewport',
      t: 20,
      ...VIEWPORT,
      frames: [
        [0, [0, 0, 9, 9]],
        [1, [5, 5, 50, 50]],
      ],
    },
    scroll(100, 0, 40),
    click(2_000),
    click(3_000, { doc: 'f1' }),
  );
  expect(actions.at(1)?.before).toMatchObject({ viewport: { scrollY: 0 } });
  expect(actions.at(2)?.before).toEqual({
    url: 'https://desk.example/',
    tab: 1,
    viewport: { ...VIEWPORT, scrollY: 40 },
  });
  expect(actions.at(3)?.before).toMatchObject({
    url: 'https://desk.example/inner',
    topUrl: 'https://desk.example/',
    frames: [{ doc: 'd1', box: [5, 5, 50, 50] }],
  });
});

test('a target described by its number is completed from before', () => {
  const [, second] = actionsOf(
    key(0, 'Tab', { target: target(3) }),
    key(50, 'Tab', { target: { node: 3, tag: 'button' } }),
  );
  expect(second).toMatchObject({ target: { node: 3, selectors: [{ value: '#n3' }] } });
});

test('a usable step has page, viewport, unique selector, box, and the point in it', () => {
  expect(actionsOf(page(0), click(100)).at(-1)?.lacks).toEqual([]);
  expect(actionsOf(click(100)).at(-1)?.lacks).toEqual(['page', 'viewport']);
  const outside = click(100, { point: { x: 500, y: 20, nx: 0.4, ny: 0.03 } });
  expect(actionsOf(page(0), outside).at(-1)?.lacks).toEqual(['pointInBox']);
  const vague = target(1, { selectors: [{ kind: 'aria', value: '[role="button"][name="Save"]', unique: 'unknown' }] });
  expect(actionsOf(page(0), click(100, { target: vague })).at(-1)?.lacks).toEqual(['uniqueSelector']);
});

test('docs/reduce.md tells every threshold with its value', async () => {
  const text = await readFile(new URL('../../docs/reduce.md', import.meta.url), 'utf8');
  for (const [name, value] of Object.entries(threshold)) expect(text, name).toContain(`| \`${name}\` | ${value} |`);
});
