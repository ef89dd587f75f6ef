// Hours such as `Mo-Fr 08:00-18:00` in the person's language, and as the fields of a form.
import type { Say } from './message-key.ts';
import { languageOf, listText } from './time-words.ts';

/** As policies write them, Monday first. */
export const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const;
export type Day = (typeof DAYS)[number];

/** What a person chooses: days, and one stretch of the day. */
export interface OwnHours {
  readonly days: readonly Day[];
  /** `08:00` */
  readonly from: string;
  readonly to: string;
}

/** Such as “Mon–Fri 08:00–18:00; Sat 09:00–12:00”. */
export function hoursText(rules: readonly string[], say: Say): string {
  if (rules.length === 0) return say('hoursAny');
  return rules.map((rule) => ruleText(rule, say)).join('; ');
}

function ruleText(rule: string, say: Say): string {
  const [, days = '', times = ''] = /^(\S+) (.+)$/.exec(rule) ?? [];
  const names = days.split(',').map((part) =>
    part
      .split('-')
      .map((day) => weekdayText(day as Day, say))
      .join('–'),
  );
  return `${listText(names, say)} ${times.replace('-', '–')}`;
}

/** Short name of a day. */
export function weekdayText(day: Day, say: Say): string {
  // 1 January 2024 was a Monday.
  const date = new Date(2024, 0, 1 + DAYS.indexOf(day));
  return new Intl.DateTimeFormat(languageOf(say), { weekday: 'short' }).format(date);
}

/** The person's hours as the fields of the form; undefined where they set none. */
export function toOwnHours(rules: readonly string[]): OwnHours | undefined {
  const [, days = '', from = '', to = ''] = /^(\S+) (\d\d:\d\d)-(\d\d:\d\d)$/.exec(rules[0] ?? '') ?? [];
  const chosen = DAYS.filter((day) => days.split(',').includes(day));
  return chosen.length === 0 ? undefined : { days: chosen, from, to };
}

/** The fields as a rule; undefined where they make none. */
export function tryWriteHours({ days, from, to }: OwnHours): string | undefined {
  if (days.length === 0 || !/^\d\d:\d\d$/.test(from) || !/^\d\d:\d\d$/.test(to) || from === to) return undefined;
  return `${DAYS.filter((day) => days.includes(day)).join(',')} ${from}-${to}`;
}
