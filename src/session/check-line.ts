// Says what is wrong with a line that cannot be read as a record.
import type { DecodedLine } from './decode.ts';
import { LINE_MAX_BYTES } from './decode.ts';
import type { Report } from './fault.ts';
import type { FileLine } from './session-files.ts';

const AGAIN = 'The line was changed after sealing: take the segment again from the store.';

/** The lines that hold no record. */
export type UnreadableLine = FileLine & Extract<DecodedLine, { kind: 'malformed' | 'notJson' | 'tooLong' | 'tear' }>;

/** Reports each fault of an unreadable line. */
export function reportUnreadable(line: UnreadableLine, report: Report): void {
  switch (line.kind) {
    case 'malformed':
      for (const { path, what } of line.problems) {
        const subject = [line.recordKind ?? 'the line', path].filter((part) => part !== '').join(': ');
        report(
          'schema',
          line,
          `${subject} ${what}`,
          `${AGAIN} If the recorder is newer than this tool, update the tool.`,
        );
      }
      return;
    case 'notJson':
      report('line', line, 'the line is not JSON in UTF-8', AGAIN);
      return;
    case 'tooLong':
      report('line', line, `the line is longer than ${LINE_MAX_BYTES} bytes`, `No recorder writes this. ${AGAIN}`);
      return;
    case 'tear': {
      const last = line.line === 1 ? 'nothing before can be read' : `what stands before line ${line.line} can be read`;
      report(
        'torn',
        line,
        `the file stops here: ${line.what}; ${last}`,
        'Copy the file again from where it came from.',
      );
    }
  }
}
