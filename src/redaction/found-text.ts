// What detectors find in a text, and how it is taken out: a typed placeholder for each stretch.
import { toPlainText } from './plain-text.ts';

/** Kinds of what is taken out, the strongest first: where two were found in one place, this one names it. */
const KINDS = [
  'key',
  'url',
  'jwt',
  'secret',
  'token',
  'card',
  'iban',
  'account',
  'email',
  'birth date',
  'coordinates',
  'ip',
  'mac',
  'id',
  'phone',
  'code',
  'health',
  'name',
] as const;
export type FoundKind = (typeof KINDS)[number];

/** A stretch of the plain text, from `start` up to `end`. */
export interface Found {
  readonly kind: FoundKind;
  readonly start: number;
  readonly end: number;
}

/** Finds stretches in plain text. Works in time that grows no faster than the text. */
export type Detector = (plain: string) => readonly Found[];

/** Stands for a whole text that could not be cleaned. */
const HIDDEN_TEXT = '[text]';
const PLACEHOLDER = new RegExp(`(\\[(?:${KINDS.join('|')}|text|word)\\])`);
/** Each round takes something out that only the round before laid open. Texts that need more are made to. */
const MAX_ROUNDS = 8;

/** `text` with all that `detectors` find replaced. Idempotent: placeholders are never looked into. */
export function replaceFound(text: string, detectors: readonly Detector[]): string {
  let cleaned = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = cleaned;
    cleaned = before
      .split(PLACEHOLDER)
      .map((part, i) => (i % 2 === 1 ? part : replaceIn(part, detectors)))
      .join('');
    if (cleaned === before) return cleaned;
  }
  return HIDDEN_TEXT;
}

function replaceIn(raw: string, detectors: readonly Detector[]): string {
  if (raw.trim() === '') return raw;
  const { plain, starts, ends } = toPlainText(raw);
  const merged = mergeFound(detectors.flatMap((detect) => detect(plain)).filter(({ start, end }) => end > start));
  let out = '';
  let at = 0;
  for (const { kind, start, end } of merged) {
    out += `${raw.slice(at, starts[start] ?? raw.length)}[${kind}]`;
    at = ends[end - 1] ?? raw.length;
  }
  return out + raw.slice(at);
}

/** Stretches that overlap become one, so that no rest of either is left. */
function mergeFound(found: readonly Found[]): readonly Found[] {
  const merged: Found[] = [];
  for (const next of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last === undefined || next.start >= last.end) merged.push(next);
    else
      merged[merged.length - 1] = { ...last, kind: stronger(last.kind, next.kind), end: Math.max(last.end, next.end) };
  }
  return merged;
}

const stronger = (a: FoundKind, b: FoundKind): FoundKind => (KINDS.indexOf(a) <= KINDS.indexOf(b) ? a : b);

/** All matches of `pattern` (global) that `isReal` accepts. */
export function findAll(
  plain: string,
  pattern: RegExp,
  kind: FoundKind,
  isReal: (match: string, at: number) => boolean = () => true,
): readonly Found[] {
  return [...plain.matchAll(pattern)]
    .filter((match) => isReal(match[0], match.index))
    .map((match) => ({ kind, start: match.index, end: match.index + match[0].length }));
}
