// Text for a terminal: aligned tables that fit a width, timelines in one line, and nothing that steers the terminal.
import type { Timeline } from '../session/timeline.ts';

/** Widest line that commands print, in columns. */
export const COLUMNS = 100;

/** Text from a file made fit to print: control signs, which could steer the terminal, become `\u{…}`. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}

/** Text cut to a width, with `…` for what is missing. */
export function shorten(text: string, columns: number): string {
  const signs = [...text];
  return signs.length <= columns ? text : `${signs.slice(0, Math.max(0, columns - 1)).join('')}…`;
}

/** Lines of a table. The columns named in `right` stand to the right; the first column gives way where the width is short. */
export function formatTable(
  rows: readonly (readonly string[])[],
  right: readonly number[],
  columns = COLUMNS,
): string[] {
  const clean = rows.map((row) => row.map(printable));
  const count = Math.max(0, ...clean.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(0, ...clean.map((row) => [...(row[at] ?? '')].length)),
  );
  const others = widths.slice(1).reduce((sum, width) => sum + width + 2, 0);
  widths[0] = Math.max(8, Math.min(widths[0] ?? 0, columns - others));
  return clean.map((row) =>
    row
      .map((cell, at) => pad(shorten(cell, widths[at] ?? 0), widths[at] ?? 0, right.includes(at)))
      .join('  ')
      .trimEnd(),
  );
}

function pad(text: string, width: number, isRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - [...text].length));
  return isRight ? space + text : text + space;
}

const BARS = '▁▂▃▄▅▆▇█';

/** A timeline as one sign for each stretch: higher for more records, `·` for none. */
export function formatTimeline({ counts }: Timeline): string {
  const most = Math.max(1, ...counts);
  return counts.map((count) => (count === 0 ? '·' : BARS[Math.ceil((count / most) * BARS.length) - 1])).join('');
}
