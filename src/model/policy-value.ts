// The grammars of single policy values: texts, match patterns, hours, selectors, collector addresses.
import { bech32 } from '@scure/base';
import * as z from 'zod/mini';
import { JOINED_PATH, MATCH_PATTERN, parseMatchPattern, RESOLVED_PATH } from './match-pattern.ts';

/** Text that every policy format can carry: no control signs, line ends or halves of signs, which XML and the registry cannot write or change. */
const TEXT = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]*$/u;
const DAY = '(?:Mo|Tu|We|Th|Fr|Sa|Su)';
const DAYS = `${DAY}(?:-${DAY})?`;
/** What the gate reads as hours; equal times are refused apart. */
const HOURS = new RegExp(`^${DAYS}(?:,${DAYS})* (?:[01]\\d|2[0-3]):[0-5]\\d-(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$`);
const AGE_KEY = /^age1[0-9a-z]{20,}$/;
/** What stands before the key's bytes: X25519, the kind safe from quantum computers, and both as hardware holds them. */
const AGE_KINDS: readonly string[] = ['age', 'age1pq', 'age1tag', 'age1tagpq'];

export const text = z
  .string()
  .check(z.regex(TEXT, 'Holds a control sign or a line end. Write it as plain text in one line.'));

const textAs = (form: RegExp, problem: string) => text.check(z.regex(form, problem));

/** Why a text is no match pattern, and what to write. */
function sayPattern(pattern: string): string {
  const [, host = '', path = ''] = /^[^/]*:\/\/([^/]*)(.*)$/s.exec(pattern) ?? [];
  if (JOINED_PATH.test(path)) return 'Holds two patterns in one text. Make each an item of the list.';
  if (/[!-)+,;-@^`{-~]/.test(host))
    return 'Names a host with signs that no host has. Write it like "https://app.example/*".';
  if (/["'<>^`{}]/.test(path))
    return `Holds one of "<>^\`{} (or ' after "?"), which browsers write otherwise: it would cover nothing. Write "*" for it.`;
  if (RESOLVED_PATH.test(path))
    return 'Holds a step "." or "..", or ends in "?": browsers take them away. Write the path as the address bar shows it.';
  return 'Is no match pattern. Write it like "https://app.example/*", without blanks, "#" and backslashes; a port is 1 to 65535.';
}
const patternProblem = { error: ({ input }: { readonly input?: unknown }) => sayPattern(String(input)) };
export const matchPattern = text.check(
  z.regex(MATCH_PATTERN, patternProblem),
  z.refine((pattern) => !MATCH_PATTERN.test(pattern) || parseMatchPattern(pattern) !== undefined, patternProblem),
);

export const hours = textAs(HOURS, 'Is unreadable. Write it like "Mo-Fr 08:00-18:00".').check(
  z.refine((rule) => rule.slice(-11, -6) !== rule.slice(-5), 'Ends when it begins. Give two different times.'),
);

/** A key with a slip in it could never be encrypted to, so nothing would ever leave: its own checksum tells. */
export const recipient = textAs(AGE_KEY, 'Is no age public key. It begins with "age1".').check(
  z.refine(
    (key) => !AGE_KEY.test(key) || isAgeKey(key),
    'Is no age public key: its last six signs do not fit the rest. Copy it again.',
  ),
);

/**
 * Where segments go; empty: nowhere. Plain HTTP only to the device itself, for trials, and not to `[::1]`: the extension's own content
 * security policy lets nothing go there, and cannot, since its grammar has no IPv6.
 */
export const collectorAddress = text.check(
  z.refine(
    (address) => address === '' || isCollector(address),
    'Is no address of a collector. Write it like "https://showhow.example"; plain HTTP only to 127.0.0.1 or localhost.',
  ),
);

/** As far as can be told without a page: a selector that a browser refuses would protect nothing. */
export const selector = text.check(
  z.refine(
    isBalanced,
    'Is no CSS selector: its brackets or quotes do not match, or it is empty or ends in the middle.',
  ),
);

function isAgeKey(key: string): boolean {
  const read = bech32.decodeUnsafe(key, false);
  return read !== undefined && AGE_KINDS.includes(read.prefix);
}

function isCollector(address: string): boolean {
  // Paths of packages and updates are put behind it, so not even an empty `?` may stand at its end.
  if (!/^https?:\/\/[^\s?#@\\]+$/i.test(address) || !URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || ['127.0.0.1', 'localhost'].includes(hostname);
}

/** Pairs of brackets and quotes that are open when the text is read through; `"` and `'` close themselves. */
function isBalanced(text: string): boolean {
  if (text.trim() === '' || /[,>+~]\s*$/.test(text) || /^\s*,/.test(text)) return false;
  const open: string[] = [];
  for (const sign of text.replaceAll(/\\./gu, '')) {
    const quote = open.at(-1) === '"' || open.at(-1) === "'";
    if (sign === open.at(-1)) open.pop();
    else if (!quote && sign in CLOSED_BY) open.push(CLOSED_BY[sign] ?? sign);
    else if (!quote && (sign === ']' || sign === ')')) return false;
  }
  return open.length === 0;
}
const CLOSED_BY: Readonly<Record<string, string>> = { '[': ']', '(': ')', '"': '"', "'": "'" };
