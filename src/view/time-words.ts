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
  return new Intl.NumberFormat(languageOf(say), { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(minutes);
}

/** Such as “12 seconds”. */
export function secondsText(seconds: number, say: Say): string {
  return new Intl.NumberFormat(languageOf(say), {
    style: 'unit',
    unit: 'second',
    unitDisplay: 'long',
    maximumFractionDigits: seconds < 10 ? 1 : 0,
  }).format(seconds);
}

/** Such as “2:47 PM”; with the date unless `at` is on the same day as `now`. Both in ms since 1970. */
export function momentText(at: number, now: number, say: Say): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const style = isToday ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'medium', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(languageOf(say), style).format(at);
}

/** Such as “1,204”. */
export function countText(count: number, say: Say): string {
  return new Intl.NumberFormat(languageOf(say)).format(count);
}

/** The person's own variant of the language that the words are in: en-GB reads 14:47 where en-US reads 2:47 PM. */
function languageOf(say: Say): string {
  const words = say('locale');
  return navigator.languages.find((language) => language === words || language.startsWith(`${words}-`)) ?? words;
}
