// Times and durations as people read them, in the language that the words are in.
import type { Say } from './message-key.ts';

const MINUTE_MS = 60_000;

/** Whole minutes until `until`, rounded up so that a running pause never shows 0; never negative. Both in ms since 1970. */
export function minutesLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / MINUTE_MS));
}

/** How long until `minutesLeft` changes, in ms; undefined once the time is over. */
export function nextMinuteInMs(until: number, now: number): number | undefined {
  if (until <= now) return undefined;
  return (until - now) % MINUTE_MS || MINUTE_MS;
}

/** Such as “12 minutes” or “1 minute”. */
export function minutesText(minutes: number, say: Say): string {
  return numberFormat(say, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(minutes);
}

/** Such as “90 days”. */
export function daysText(days: number, say: Say): string {
  return numberFormat(say, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(days);
}

/** Such as “12 seconds”. */
export function secondsText(seconds: number, say: Say): string {
  const maximumFractionDigits = seconds < 10 ? 1 : 0;
  return numberFormat(say, { style: 'unit', unit: 'second', unitDisplay: 'long', maximumFractionDigits }).format(
    seconds,
  );
}

/** Minutes where it was at least one, else seconds. */
export function durationText(ms: number, say: Say): string {
  return ms < MINUTE_MS
    ? secondsText(Math.round(Math.max(0, ms) / 100) / 10, say)
    : minutesText(Math.round(ms / MINUTE_MS), say);
}

/** Such as “1.2 MB”: bytes in the unit that gives the shortest number. */
export function bytesText(bytes: number, say: Say): string {
  const [unit, size] = bytes < 1_000_000 ? (['kilobyte', 1_000] as const) : (['megabyte', 1_000_000] as const);
  return numberFormat(say, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(
    bytes / size,
  );
}

/** Such as “30 %”. */
export function percentText(percent: number, say: Say): string {
  return numberFormat(say, { style: 'percent' }).format(percent / 100);
}

/** Such as “Mon and Wed”. */
export function listText(items: readonly string[], say: Say): string {
  return new Intl.ListFormat(languageOf(say), { type: 'conjunction' }).format(items);
}

/** Such as “5 March 2026”. `at` in ms since 1970. */
export function dayText(at: number, say: Say): string {
  return dateFormat(say, { dateStyle: 'long' }).format(at);
}

/** Such as “14:47:05”. `at` in ms since 1970. */
export function clockText(at: number, say: Say): string {
  return dateFormat(say, { timeStyle: 'medium' }).format(at);
}

/** Such as “2:47 PM”; with the date unless `at` is on the same day as `now`. Both in ms since 1970. */
export function momentText(at: number, now: number, say: Say): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return dateFormat(say, isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** Such as “1,204”. */
export function countText(count: number, say: Say): string {
  return numberFormat(say, {}).format(count);
}

/** Formatters by page: making one takes some 50 µs, and a search over eight hours asks tens of thousands of times. */
const formats = new WeakMap<Say, Map<string, Intl.NumberFormat | Intl.DateTimeFormat>>();

function numberFormat(say: Say, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(say, `n${JSON.stringify(options)}`, () => new Intl.NumberFormat(languageOf(say), options));
}

function dateFormat(say: Say, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(say, `d${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(languageOf(say), options));
}

function kept<F extends Intl.NumberFormat | Intl.DateTimeFormat>(say: Say, name: string, make: () => F): F {
  const ofPage = formats.get(say) ?? new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
  formats.set(say, ofPage);
  const found = ofPage.get(name) as F | undefined;
  if (found !== undefined) return found;
  const made = make();
  ofPage.set(name, made);
  return made;
}

/** The person's own variant of the language that the words are in: en-GB reads 14:47 where en-US reads 2:47 PM. */
export function languageOf(say: Say): string {
  const words = say('locale');
  return navigator.languages.find((language) => language === words || language.startsWith(`${words}-`)) ?? words;
}
