// The hours in which a policy allows recording, such as `Mo-Fr 08:00-18:00`, in the device's local time. Worker.

const DAYS: readonly string[] = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'];
const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const MINUTE_MS = 60_000;
/** Clocks are changed on a quarter of an hour. */
const QUARTER_MINUTES = 15;
/** Hours that lie in the hour which a clock change leaves out come the week after. */
const LOOK_AHEAD_MS = 15 * DAY_MINUTES * MINUTE_MS;

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

/**
 * When the answer of `isInHours` turns next after `at`, in ms since 1970; undefined when it never does. It turns where hours begin
 * or end, and where a clock change jumps over such an edge or back behind one.
 */
export function nextHoursChange(rules: readonly string[], at: Date): number | undefined {
  const edges = spansOf(rules).flatMap((span) => [span.from, span.to]);
  if (edges.length === 0) return undefined;
  const isOpen = isInHours(rules, at);
  let next = at.getTime() - (at.getTime() % MINUTE_MS);
  for (const end = next + LOOK_AHEAD_MS; next < end; ) {
    const minute = minuteOfWeek(new Date(next));
    const waits = edges.map((edge) => (edge - minute + WEEK_MINUTES) % WEEK_MINUTES || WEEK_MINUTES);
    next += Math.min(...waits, QUARTER_MINUTES - (minute % QUARTER_MINUTES)) * MINUTE_MS;
    if (isInHours(rules, new Date(next)) !== isOpen) return next;
  }
  return undefined;
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
