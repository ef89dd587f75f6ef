// The hours in which a policy allows recording, such as `Mo-Fr 08:00-18:00`, in the device's local time. Worker.

const DAYS: readonly string[] = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'];
const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;

/** Minutes since Sunday 00:00; `to` may lie past the end of the week, and is not part of the span. */
export interface WeekSpan {
  readonly from: number;
  readonly to: number;
}

/** Spans of one rule: days (`Mo`, `Mo-Fr`, `Mo,We`), a blank, times. Times that end before they begin run over midnight. Undefined when unreadable. */
export function tryParseHours(rule: string): readonly WeekSpan[] | undefined {
  const parts = /^(\S+)\s+(\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(rule.trim());
  if (parts === null) return undefined;
  const [, days = '', ...times] = parts;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = times.map(Number);
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  if (fromMinute > 59 || toMinute > 59 || from >= DAY_MINUTES || to > DAY_MINUTES || from === to) return undefined;
  const length = (to - from + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  return parseDays(days)?.map((day) => ({ from: day * DAY_MINUTES + from, to: day * DAY_MINUTES + from + length }));
}

/** True when the local time lies in one of the rules. No rules means always; an unreadable rule allows nothing. */
export function isInHours(rules: readonly string[], at: Date): boolean {
  if (rules.length === 0) return true;
  const minute = minuteOfWeek(at);
  return spansOf(rules).some((span) => isInside(span, minute));
}

/** When hours begin or end next after `at`, in ms since 1970; undefined when they never do. */
export function nextHoursChange(rules: readonly string[], at: Date): number | undefined {
  const minute = minuteOfWeek(at);
  const waits = spansOf(rules)
    .flatMap((span) => [span.from, span.to])
    .map((edge) => (edge - minute + WEEK_MINUTES) % WEEK_MINUTES || WEEK_MINUTES);
  if (waits.length === 0) return undefined;
  // Through the calendar, not by adding ms: a day with a clock change has 23 or 25 hours.
  const next = new Date(at);
  next.setMinutes(at.getMinutes() + Math.min(...waits), 0, 0);
  return next.getTime();
}

function spansOf(rules: readonly string[]): readonly WeekSpan[] {
  return rules.flatMap((rule) => tryParseHours(rule) ?? []);
}

function isInside({ from, to }: WeekSpan, minute: number): boolean {
  return (minute >= from && minute < to) || (minute + WEEK_MINUTES >= from && minute + WEEK_MINUTES < to);
}

function minuteOfWeek(at: Date): number {
  return at.getDay() * DAY_MINUTES + at.getHours() * 60 + at.getMinutes();
}

/** Numbers of the days, Sunday 0; `Fr-Mo` runs over the weekend. */
function parseDays(text: string): readonly number[] | undefined {
  const days: number[] = [];
  for (const part of text.split(',')) {
    const [first, last, ...more] = part.split('-').map((name) => DAYS.indexOf(name));
    if (first === undefined || first === -1 || last === -1 || more.length > 0) return undefined;
    const count = last === undefined ? 1 : ((last - first + 7) % 7) + 1;
    for (let i = 0; i < count; i++) days.push((first + i) % 7);
  }
  return days;
}
