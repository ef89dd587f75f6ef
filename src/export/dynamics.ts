// The `dynamics` export: pointer samples as CSV, in the words that mouse-dynamics sets use.

import type { SessionRecord } from '../model/record.ts';
import type { UnknownRecord } from '../session/parse-record.ts';
import type { RecordOf } from '../session/reduce/draft.ts';
import { samplesOf } from '../session/reduce/draft.ts';
import type { Exporter, Format, OpenFile, SessionInfo } from './exporter.ts';
import { NO_FRAME } from './exporter.ts';
import type { Table } from './table.ts';
import { textFile } from './text-file.ts';

const POINTER: Table = {
  name: 'pointer',
  file: 'pointer.csv',
  mediaType: 'text/csv',
  what: 'One row for each sample of a pointer path.',
  columns: [
    { name: 'participant', type: 'string', what: 'Pseudonym of the install.' },
    { name: 'session', type: 'string', what: 'Session.' },
    { name: 'doc', type: 'string', what: 'Document that the path lies in.' },
    { name: 'path', type: 'int32', what: 'Number of the path in its session.' },
    { name: 'client_timestamp', type: 'double', what: 'Seconds since the session started.' },
    { name: 'button', type: 'string', what: 'NoButton, Left, Right, Middle or Other: the button held or just let go.' },
    { name: 'state', type: 'string', what: 'Move, Pressed, Released or Drag.' },
    { name: 'x', type: 'double', what: 'In the viewport of the document, CSS px.' },
    { name: 'y', type: 'double', what: 'In the viewport of the document, CSS px.' },
  ],
};

export const dynamicsFormat: Format = {
  summary: 'pointer samples as CSV',
  tables: [POINTER],
  usage: `\`\`\`python
import pandas
pointer = pandas.read_csv('pointer.csv')
\`\`\``,
  frame: () => ({
    ...NO_FRAME,
    head: new TextEncoder().encode(`${POINTER.columns.map(({ name }) => name).join(',')}\n`),
  }),
  open: openDynamics,
};

async function openDynamics(openFile: OpenFile): Promise<Exporter> {
  const file = textFile(await openFile(POINTER.file));
  let info: SessionInfo | undefined;
  let rows = 0;
  return {
    begin: async (next) => {
      info = next;
    },
    record: (record) => {
      if (info === undefined || !isPath(record)) return undefined;
      const start = [info.participant, info.session, record.doc ?? '', String(record.seq)].map(quote).join(',');
      let text = '';
      for (const row of rowsOf(record)) {
        text += `${start},${row}\n`;
        rows++;
      }
      return file.write(text);
    },
    reduced: () => undefined,
    end: async () => {
      info = undefined;
    },
    finish: async () => [{ name: POINTER.file, mediaType: POINTER.mediaType, rows, ...(await file.close()) }],
  };
}

function isPath(record: SessionRecord | UnknownRecord): record is RecordOf<'pointer'> {
  return record.kind === 'pointer';
}

function* rowsOf(path: RecordOf<'pointer'>): Generator<string> {
  let before = 0;
  for (const { t, x, y, buttons } of samplesOf(path)) {
    const state = buttons === before ? (buttons === 0 ? 'Move' : 'Drag') : buttons === 0 ? 'Released' : 'Pressed';
    yield `${(t / 1_000).toFixed(4)},${nameOf(buttons === 0 ? before : buttons)},${state},${x},${y}`;
    before = buttons;
  }
}

function nameOf(buttons: number): string {
  if (buttons === 0) return 'NoButton';
  if ((buttons & 1) !== 0) return 'Left';
  if ((buttons & 2) !== 0) return 'Right';
  return (buttons & 4) !== 0 ? 'Middle' : 'Other';
}

/** A field of a CSV line (RFC 4180). A spreadsheet would run what begins like a formula: such a field gets a quote before it. */
function quote(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
