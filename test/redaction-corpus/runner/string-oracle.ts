// Is a string in what was recorded: plain, disguised, in pieces, or as a hash?
import { createHash } from 'node:crypto';
import type { Line } from '../../e2e/session-files.ts';
import type { Case } from './case.ts';

/** Leaves that hold numbers and names of the recorder's own making. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'kind',
  'doc',
  'parent',
  'unique',
  'mode',
  'class',
  'cause',
  'by',
  'button',
  'control',
  'action',
  'reason',
  'source',
  'modifiers',
  'states',
  'inserted',
  'deleted',
  'corrections',
  'duration',
  'length',
  'session',
  'participant',
  'policy',
  'at',
]);
/** Shorter strings turn up by chance in hashes and numbers: they are looked for in the records alone. */
const GLOBAL_MIN_CHARS = 8;
/** Of another case's words a shorter piece may be there by chance. */
const ELSEWHERE_MIN_CHARS = 5;
const FRAGMENT_MIN_CHARS = 6;
const DIGIT_FRAGMENT_MIN_CHARS = 4;
/** What is at least this long must not appear in part either. */
const FRAGMENTED_MIN_CHARS = 8;
const DIGIT_CATEGORIES = /payment|otp|pin|national-id|bank|card/;

/** Compatibility forms and all digits made plain, invisible characters, spaces and dashes taken out, lower case. */
export function squeeze(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => String(toDigit(digit)))
    .replace(/[\p{Cf}\p{Z}\s\p{Pd}]/gu, '')
    .toLowerCase();
}

/** Decimal digits stand in blocks of ten that begin where a digit has no digit before it. */
function toDigit(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}

/** Every string of a record that came from a page. */
export function leavesOf(value: unknown, key = ''): string[] {
  if (OWN_KEYS.has(key)) return [];
  if (typeof value === 'string') return [value.replace(/^https?:\/\/(127\.0\.0\.1|localhost):\d+/, '')];
  if (Array.isArray(value)) return value.flatMap((item) => leavesOf(item, key));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, name));
  return [];
}

const reversed = (text: string): string => [...text].reverse().join('');

function decodings(leaf: string): string[] {
  const found = [leaf, leaf.replace(/&#(x?)([0-9a-f]+);/gi, (_, isHex: string, code: string) => fromCode(code, isHex))];
  if (/%[0-9a-f]{2}/i.test(leaf)) found.push(Buffer.from(unpercent(leaf), 'latin1').toString('utf8'));
  if (/^[\w+/=-]{8,}$/.test(leaf)) found.push(Buffer.from(leaf, 'base64').toString('utf8'));
  if (/^(?:[0-9a-f]{2}){4,}$/i.test(leaf)) found.push(Buffer.from(leaf, 'hex').toString('utf8'));
  return found;
}

const fromCode = (code: string, isHex: string): string =>
  String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(code, isHex === '' ? 10 : 16)));
const unpercent = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Records of one case or of many as text to search: `|` between leaves. */
export function searchable(lines: readonly Line[]): string {
  return lines
    .flatMap((line) => leavesOf(line))
    .flatMap(decodings)
    .map(squeeze)
    .join('|');
}

/** The forms of a string that are looked for in raw text. */
export function needlesOf(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // The first and last characters mix with what stands beside.
    return encoded.replace(/=+$/, '').slice(shift === 0 ? 0 : shift + 1, -1);
  });
  const hashes = ['md5', 'sha1', 'sha256'].flatMap((name) => {
    const digest = createHash(name).update(text).digest();
    return [digest.toString('hex'), digest.toString('base64').replace(/=+$/, ''), digest.toString('base64url')];
  });
  const isAscii = /^[ -~]+$/.test(text);
  return [
    text,
    encodeURIComponent(text),
    encodeURIComponent(text).replaceAll('%20', '+'),
    ...base64,
    bytes.toString('hex'),
    reversed(text),
    [...text].join('","'),
    [...text].map((char) => char.codePointAt(0)).join(','),
    ...(isAscii
      ? []
      : [
          JSON.stringify(text)
            .slice(1, -1)
            .replace(/[^ -~]/g, escapeUnit),
          bytes.toString('latin1'),
        ]),
    ...hashes,
  ].filter((needle) => needle.length >= 6);
}

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** What is left of a forbidden string in the records of a case: whole, reversed, in fragments, key by key. */
export function findInRecords(wanted: Case, records: readonly Line[], everywhere: string): string[] {
  const own = searchable(records);
  const spelled = spelledBy(records);
  const whole = wanted.mustNotLeak.flatMap((text) => findWhole(text, own, spelled, everywhere));
  return [...whole, ...findFragments(wanted, own)];
}

function findWhole(text: string, own: string, spelled: readonly string[], everywhere: string): string[] {
  const plain = squeeze(text);
  if (plain.length < 2) return [];
  const isOwn = own.includes(plain) || own.includes(reversed(plain));
  const isElsewhere = !isOwn && plain.length >= ELSEWHERE_MIN_CHARS && everywhere.includes(plain);
  return [
    ...(isOwn ? [`leaks “${text}”`] : []),
    ...(isElsewhere ? [`leaks “${text}” into another page's records`] : []),
    ...(spelled.some((letters) => letters.includes(plain)) ? [`spells “${text}” in single characters`] : []),
  ];
}

function findFragments({ mustNotLeak, typed, policy, category }: Case, own: string): string[] {
  const isTypedSecret = policy === 'any' && mustNotLeak.length > 0;
  return [...new Set([...(isTypedSecret ? [typed] : []), ...mustNotLeak])].flatMap((text) => {
    const fragment = fragmentsOf(text, category).find((piece) => own.includes(piece));
    return fragment === undefined ? [] : [`leaks the fragment “${fragment}” of “${text}”`];
  });
}

function fragmentsOf(text: string, category: string): string[] {
  const plain = squeeze(text);
  if (plain.length < FRAGMENTED_MIN_CHARS) return [];
  const isDigits = DIGIT_CATEGORIES.test(category) && /^\d+$/.test(plain);
  const size = isDigits ? DIGIT_FRAGMENT_MIN_CHARS : FRAGMENT_MIN_CHARS;
  return Array.from({ length: plain.length - size + 1 }, (_, at) => plain.slice(at, at + size));
}

/** What single characters and names of pressed keys spell, in the order of time: all together, and by document. */
function spelledBy(records: readonly Line[]): string[] {
  const byDoc = new Map<unknown, string>();
  let all = '';
  for (const record of records) {
    const letters = leavesOf(record)
      .map((leaf) => /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(leaf)?.[1] ?? squeeze(leaf))
      .filter((leaf) => [...leaf].length === 1);
    // One record may tell the same character in its name and in its selector.
    const letter = letters[0]?.toLowerCase() ?? '';
    all += letter;
    byDoc.set(record['doc'], (byDoc.get(record['doc']) ?? '') + letter);
  }
  return [all, ...byDoc.values()];
}

/** Forbidden strings of a case that are anywhere in a sink's text. */
export function findInText(wanted: Case, text: string): string[] {
  return wanted.mustNotLeak.flatMap((forbidden) => {
    if (squeeze(forbidden).length < GLOBAL_MIN_CHARS) return [];
    const needle = needlesOf(forbidden).find((form) => text.includes(form));
    return needle === undefined ? [] : [`“${forbidden}” as “${needle.slice(0, 60)}”`];
  });
}
