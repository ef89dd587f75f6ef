// Finds numbers of payment cards and of bank accounts in text, by their check digits and by how they are built.
import type { Found } from './found-text.ts';

/** Digits, and how many stand together. */
interface DigitGroup {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
}

/** Lengths of card numbers: https://www.iso.org/standard/70484.html */
const CARD_MIN_DIGITS = 12;
const CARD_MAX_DIGITS = 19;
const USUAL_DIGITS = 16;
/** Maestro alone issues so short ones, and begins with these. */
const SHORT_CARD = /^(?:50|5[6-9]|6)/;
/** Issuers of payment cards, and of shops and airlines before them. */
const ISSUER = /^(?:[2-6]|1800|2131|9[78]|1[0-4])/;
const BETWEEN_GROUPS = /^[\s.,/_|*-]{0,3}$/;
/** No number that means no harm is so long. */
const TELLING_DIGITS = 20;

/** Card numbers by length, issuer and check digit, however they are grouped; and runs of digits too long for anything else. */
export function findCards(plain: string): readonly Found[] {
  const found: Found[] = [];
  for (const run of digitRuns(plain)) {
    for (const [from, group] of run.entries()) {
      if (group.digits.length >= TELLING_DIGITS) found.push({ kind: 'id', start: group.start, end: group.end });
      if (isCardWithMore(group.digits)) found.push({ kind: 'card', start: group.start, end: group.end });
      const end = cardEnd(run, from);
      if (end !== undefined) found.push({ kind: 'card', start: group.start, end });
    }
  }
  return found;
}

function digitRuns(plain: string): readonly (readonly DigitGroup[])[] {
  const runs: DigitGroup[][] = [];
  for (const { 0: digits, index } of plain.matchAll(/\d+/g)) {
    const last = runs.at(-1)?.at(-1);
    const group = { digits, start: index, end: index + digits.length };
    if (last !== undefined && BETWEEN_GROUPS.test(plain.slice(last.end, index))) runs.at(-1)?.push(group);
    else runs.push([group]);
  }
  return runs;
}

function cardEnd(run: readonly DigitGroup[], from: number): number | undefined {
  const groups: DigitGroup[] = [];
  let digits = '';
  let end: number | undefined;
  for (const group of run.slice(from, from + CARD_MAX_DIGITS)) {
    groups.push(group);
    digits += group.digits;
    if (digits.length > CARD_MAX_DIGITS) break;
    if (isGroupedLikeCard(groups) && isCard(digits)) end = group.end;
  }
  return end;
}

/** By threes and more, or all alike; the last may be shorter. Dates and times are not. */
function isGroupedLikeCard(groups: readonly DigitGroup[]): boolean {
  const sizes = groups.slice(0, -1).map(({ digits }) => digits.length);
  return sizes.every((size) => size >= 3) || sizes.every((size) => size === sizes[0]);
}

const isCard = (digits: string): boolean =>
  digits.length >= CARD_MIN_DIGITS &&
  (digits.length > CARD_MIN_DIGITS || SHORT_CARD.test(digits)) &&
  ISSUER.test(digits) &&
  !/^(\d)\1*$/.test(digits) &&
  isLuhn(digits);

/** A number of the usual length, typed right behind other digits or before them. */
function isCardWithMore(digits: string): boolean {
  if (digits.length <= USUAL_DIGITS || digits.length > CARD_MAX_DIGITS) return false;
  const starts = Array.from({ length: digits.length - USUAL_DIGITS + 1 }, (_, at) => at);
  return starts.map((at) => digits.slice(at, at + USUAL_DIGITS)).some((part) => /^[3-6]/.test(part) && isCard(part));
}

/** The check digit of ISO/IEC 7812-1, annex B. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (const [i, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** How long an IBAN is in each country: https://www.swift.com/standards/data-standards/iban-international-bank-account-number */
const IBAN_CHARS: ReadonlyMap<string, number> = new Map(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR21 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA24 VG24 XK20 YE30'
    .split(' ')
    .map((row) => [row.slice(0, 2), Number(row.slice(2))]),
);
/** Looked for at each place: `by 4111 …` begins like a number of Belarus, and must not hide the one that follows. */
const IBAN = /(?<![\p{L}\p{N}]|\p{L}-)(?=((?:IBAN[: ]{0,2})?[A-Z]{2} ?\d{2}(?:[ .-]?[A-Z\d]){8,32}))/giu;
/** Written by somebody who made a mistake or did not finish: still the number of an account. */
const MIN_CHARS = 14;
const MIN_DIGITS = 8;

/** Account numbers: whole ones by length and check digits, mistyped and unfinished ones by country and digits. */
export function findIbans(plain: string): readonly Found[] {
  return [...plain.matchAll(IBAN)].flatMap(({ 1: match = '', index }) => {
    const head = /^IBAN[: ]{0,2}(?=[A-Z]{2} ?\d{2})/i.exec(match)?.[0].length ?? 0;
    const length = ibanLength(match.slice(head));
    return length === undefined ? [] : [{ kind: 'iban' as const, start: index + head, end: index + head + length }];
  });
}

function ibanLength(text: string): number | undefined {
  const ends: number[] = [];
  let compact = '';
  for (const [i, char] of [...text.toUpperCase()].entries()) {
    if (!/[A-Z\d]/.test(char)) continue;
    compact += char;
    ends.push(i + 1);
  }
  const chars = IBAN_CHARS.get(compact.slice(0, 2));
  for (let length = compact.length; length >= 15; length -= 1) {
    if (isMod97(compact.slice(0, length))) return ends[length - 1];
  }
  if (chars === undefined) return undefined;
  const account = compact.slice(0, chars);
  const isNumber =
    account.length >= MIN_CHARS &&
    (account.slice(4).match(/\d/g) ?? []).length >= MIN_DIGITS &&
    /^.{4}[A-Z]{0,6}\d/.test(account);
  return isNumber ? ends[account.length - 1] : undefined;
}

/** ISO 7064, MOD 97-10, on the number with its first four characters put last. */
function isMod97(iban: string): boolean {
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
