// Does what was recorded tell more than it may: lengths, keys, times, places, choices?
import type { Line } from '../../e2e/session-files.ts';
import type { Case, Reveal } from './case.ts';
import { UPLOAD_BYTES } from './play.ts';
import type { PlayedCase, Region } from './play-batch.ts';
import { leavesOf } from './string-oracle.ts';

/** Numbers that have another meaning: order, time, place of things. */
const OTHER_NUMBERS: ReadonlySet<string> = new Set([
  'seq',
  't',
  'node',
  'submitter',
  'tab',
  'x',
  'y',
  'nx',
  'ny',
  'box',
  'dt',
  'dx',
  'dy',
  'buttons',
  'ms',
  'held',
  'files',
  'viewport',
  'frame',
  'from',
  'to',
  'width',
  'height',
  'dpr',
  'zoom',
  'scrollX',
  'scrollY',
]);
const MAY_BE_IN_FIELD = /^(Tab|Enter|Escape)$/;
const MAY_BE_IN_PROTECTED = /^(Tab|Enter)$/;

export interface FieldOf {
  readonly class: string;
  readonly mode: string;
}

export interface TargetOf {
  readonly node: number;
  readonly tag: string;
  readonly role?: string;
  readonly name?: { readonly text?: string };
  readonly box?: Region;
  readonly states?: readonly string[];
  readonly leaf?: { readonly node: number; readonly box?: Region };
}

export const fieldOf = (line: Line): FieldOf | undefined => line['field'] as FieldOf | undefined;
export const targetOf = (line: Line): TargetOf | undefined => line['target'] as TargetOf | undefined;
const entriesIn = (records: readonly Line[]): Line[] =>
  records.filter(({ kind }) => kind === 'typing' || kind === 'clipboard');

/** What a case's records reveal although they must not. Some is looked for in every case. */
export function findRevealed(wanted: Case, { records, region }: PlayedCase): string[] {
  const always = [...keysOf(records), ...codesOf(records), ...boxesOf(records)];
  return [...always, ...wanted.mustNotReveal.flatMap((reveal) => revealed(reveal, wanted, records, region))];
}

function revealed(reveal: Reveal, wanted: Case, records: readonly Line[], region: Region | undefined): string[] {
  switch (reveal) {
    case 'exact_length':
    case 'caret_offset':
      return exactNumbers(wanted.typed, records);
    case 'length_bucket':
      return bucketsOf(records);
    case 'key':
      return keysOf(records);
    case 'code':
      return codesOf(records);
    case 'per_key_timing':
    case 'per_key_timing_ms':
      return timesOf(records);
    case 'event_count_equals_length':
      return countsOf(wanted.typed, records);
    case 'target_rect_per_key':
      return boxesOf(records);
    case 'selected_index':
    case 'option_value':
    case 'option_index':
    case 'checked_state':
      return choicesOf(records);
    case 'pointer_path':
      return region === undefined ? ['the region was not found'] : pathsIn(records, region);
    case 'pointer_offset_in_control':
    case 'click_xy':
    case 'click_xy_in_grid':
      return region === undefined ? ['the region was not found'] : pointsIn(records, region);
    case 'target_text':
    case 'target_selector':
      return region === undefined ? ['the region was not found'] : targetsIn(records, region);
    case 'exact_size':
      return numbersIn(records).includes(UPLOAD_BYTES) ? ['the exact size of the file'] : [];
    case 'selection_text':
      return [];
  }
}

function numbersIn(value: unknown, key = ''): number[] {
  if (OTHER_NUMBERS.has(key)) return [];
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap((item) => numbersIn(item, key));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => numbersIn(inner, name));
  return [];
}

function exactNumbers(typed: string, records: readonly Line[]): string[] {
  const lengths = [typed.length, [...typed].length];
  const told = records.filter(({ kind }) => /typing|clipboard|change|key|drag/.test(kind));
  const numbers = told.flatMap((line) => numbersIn(line)).filter((number) => lengths.includes(number));
  const masks = told
    .flatMap((line) => leavesOf(line))
    .filter((leaf) => /^(.)\1{2,}$/u.test(leaf) && lengths.includes([...leaf].length));
  return [...numbers, ...masks].map((found) => `the exact length (${found})`);
}

/** In protected fields no length; and what was entered last must have been protected. */
function bucketsOf(records: readonly Line[]): string[] {
  const entries = entriesIn(records);
  const last = entries.at(-1);
  return entries.flatMap((line) => {
    const isSilent = !['inserted', 'deleted', 'corrections', 'duration', 'length'].some((key) => key in line);
    if (isSilent || (fieldOf(line)?.mode !== 'protected' && line !== last)) return [];
    return [`a length or time bucket (${line.kind} in ${JSON.stringify(fieldOf(line))})`];
  });
}

function keysOf(records: readonly Line[]): string[] {
  return records
    .filter(({ kind }) => kind === 'key')
    .filter((line) => {
      const key = String(line['key']);
      const mode = fieldOf(line)?.mode;
      const modifiers = (line['modifiers'] ?? []) as readonly string[];
      const isChord = modifiers.includes('Control') || modifiers.includes('Meta');
      if (mode === 'protected') return !MAY_BE_IN_PROTECTED.test(key);
      if (mode !== undefined) return !MAY_BE_IN_FIELD.test(key) && !isChord;
      return [...key].length === 1 && !isChord;
    })
    .map((line) => `the key ${JSON.stringify(line['key'])} in ${JSON.stringify(fieldOf(line))}`);
}

function codesOf(records: readonly Line[]): string[] {
  return records
    .flatMap((line) => leavesOf(line))
    .filter((leaf) => /^(Key[A-Z]|Digit\d|Numpad\d|U\+[0-9A-F]{4})$/.test(leaf))
    .map((leaf) => `the code ${leaf}`);
}

function timesOf(records: readonly Line[]): string[] {
  return entriesIn(records)
    .filter((line) => 'ms' in line || Object.values(line).some((value) => Array.isArray(value)))
    .map((line) => `times inside a ${line.kind}`);
}

function countsOf(typed: string, records: readonly Line[]): string[] {
  const length = [...typed].length;
  if (length < 3) return [];
  const kinds = Map.groupBy(
    records.filter(({ kind }) => /^(typing|key|click|change|pointer)$/.test(kind)),
    (line) => `${line.kind} on ${targetOf(line)?.node ?? 'the page'}`,
  );
  return [...kinds]
    .filter(([, found]) => found.length === length)
    .map(([kind]) => `as many records (${kind}) as characters`);
}

/** A field that grows with what is in it tells how much that is. */
function boxesOf(records: readonly Line[]): string[] {
  const sizes = new Map<string, Set<string>>();
  for (const line of records) {
    const target = targetOf(line);
    if (target?.box === undefined || fieldOf(line) === undefined) continue;
    const id = `${line['doc']} ${target.node}`;
    sizes.set(id, (sizes.get(id) ?? new Set()).add(target.box.slice(2).join('x')));
  }
  return [...sizes]
    .filter(([, found]) => found.size > 1)
    .map(([, found]) => `a growing box (${[...found].join(', ')})`);
}

/** A list changed by arrow keys changes once with every key: one record for each would count down to the choice. */
function stepsOf(records: readonly Line[]): string[] {
  const told = records.filter((line) => line.kind === 'change' || line.kind === 'click');
  const isAgain = (line: Line, i: number): boolean =>
    line.kind === 'change' &&
    told[i - 1]?.kind === 'change' &&
    line['doc'] === told[i - 1]?.['doc'] &&
    targetOf(line)?.node === targetOf(told[i - 1] ?? line)?.node;
  return told.some(isAgain) ? ['as many changes as keys on the way to the choice'] : [];
}

function choicesOf(records: readonly Line[]): string[] {
  const steps = stepsOf(records);
  const told = records.flatMap((line) => {
    const target = targetOf(line);
    const states = (target?.states ?? []).filter((state) => /checked|selected|mixed/.test(state));
    return [
      ...('value' in line ? [`the value ${JSON.stringify(line['value'])}`] : []),
      ...(states.length > 0 && fieldOf(line) !== undefined ? [`the states ${states.join(', ')}`] : []),
      ...(target?.tag === 'option' ? ['the option that was chosen'] : []),
    ];
  });
  return [...steps, ...told];
}

/** A little inside, since a path may end on the edge. */
const isIn = (x: number, y: number, [left, top, width, height]: Region): boolean =>
  x > left + 1 && x < left + width - 1 && y > top + 1 && y < top + height - 1;

function pointsIn(records: readonly Line[], region: Region): string[] {
  return records.flatMap((line) => {
    const ends = [line, line['from'], line['to']] as readonly (
      | { readonly point?: { x: number; y: number } }
      | undefined
    )[];
    const points = ends.flatMap((end) => (end?.point === undefined ? [] : [end.point]));
    return points.filter(({ x, y }) => isIn(x, y, region)).map(({ x, y }) => `the point ${x},${y} of a ${line.kind}`);
  });
}

function pathsIn(records: readonly Line[], region: Region): string[] {
  const faults = pointsIn(records, region);
  for (const line of records) {
    if (line.kind !== 'pointer') continue;
    let x = Number(line['x']);
    let y = Number(line['y']);
    const dx = line['dx'] as readonly number[];
    const dy = line['dy'] as readonly number[];
    for (let i = -1; i < dx.length; i += 1) {
      if (i >= 0) {
        x += dx[i] ?? 0;
        y += dy[i] ?? 0;
      }
      if (isIn(x, y, region)) {
        faults.push(`a pointer path over the region (${x},${y})`);
        break;
      }
    }
  }
  return faults;
}

/** Inside the region one and the same thing is named, and never by one character. */
function targetsIn(records: readonly Line[], region: Region): string[] {
  const clicks = records.filter(({ kind }) => kind === 'click');
  const targets = clicks.flatMap((line) => targetOf(line) ?? []);
  const inside = targets.filter(({ box }) => {
    const [x = -1, y = -1, width = 0, height = 0] = box ?? [];
    return isIn(x + width / 2, y + height / 2, region);
  });
  const single = inside
    .filter(({ name }) => [...(name?.text?.trim() ?? '')].length === 1)
    .map(({ name }) => name?.text);
  const nodes = new Set(inside.flatMap(({ node, leaf }) => [node, ...(leaf === undefined ? [] : [leaf.node])]));
  return [
    ...single.map((text) => `the pressed key ${text}`),
    ...(nodes.size > 1 ? [`which of ${nodes.size} keys was pressed`] : []),
  ];
}
