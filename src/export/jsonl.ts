// The `jsonl` export: actions as JSON Lines, and gaps beside them.
import type { Action } from '../session/reduce/action.ts';
import type { Exporter, Format, OpenFile, SessionInfo } from './exporter.ts';
import { NO_FRAME } from './exporter.ts';
import type { Column, Table } from './table.ts';
import { textFile } from './text-file.ts';

const MEDIA_TYPE = 'application/jsonl';
const KEYS: readonly Column[] = [
  { name: 'session', type: 'string', what: 'Session.' },
  { name: 'participant', type: 'string', what: 'Pseudonym of the install.' },
  { name: 'startedAt', type: 'timestamp', what: 'When the session started.' },
];
const ACTIONS: Table = {
  name: 'actions',
  file: 'actions.jsonl',
  mediaType: MEDIA_TYPE,
  what: 'One line for each action.',
  columns: [
    ...KEYS,
    { name: 'n', type: 'int32', what: 'Number of the action in its session, from 0.' },
    { name: 'kind', type: 'string', what: 'Kind of action; further fields depend on it.' },
    { name: 't', type: 'double', what: 'When it ended, in ms since the session started.' },
    { name: 'ms', type: 'double', what: 'How long it took, in ms, where known.' },
    { name: 'doc', type: 'string', what: 'Document it happened in.' },
  ],
};
const GAPS: Table = {
  name: 'gaps',
  file: 'gaps.jsonl',
  mediaType: MEDIA_TYPE,
  what: 'One line for each stretch that was not recorded, or is no longer there.',
  columns: [
    ...KEYS,
    { name: 'reason', type: 'string', what: 'Why.' },
    { name: 'from', type: 'double', what: 'ms since the session started.' },
    { name: 'to', type: 'double', what: 'ms since the session started.' },
  ],
};

export const jsonlFormat: Format = {
  summary: 'actions as JSON Lines',
  tables: [ACTIONS, GAPS],
  usage: `\`\`\`python
import json
actions = [json.loads(line) for line in open('actions.jsonl', encoding='utf-8')]
\`\`\``,
  frame: () => NO_FRAME,
  open: openJsonl,
};

async function openJsonl(openFile: OpenFile): Promise<Exporter> {
  const actions = textFile(await openFile(ACTIONS.file));
  const gaps = textFile(await openFile(GAPS.file));
  let info: SessionInfo | undefined;
  let actionRows = 0;
  let gapRows = 0;
  return {
    begin: async (next) => {
      info = next;
    },
    record: () => undefined,
    reduced: (piece) => {
      if (info === undefined || piece.kind === 'context') return undefined;
      if (piece.kind === 'action') {
        actionRows++;
        return actions.write(`${toLine(info, piece.action)}\n`);
      }
      gapRows++;
      const { reason, from, to, counts } = piece.gap;
      return gaps.write(`${toLine(info, { reason, from, to, counts })}\n`);
    },
    end: async () => {
      info = undefined;
    },
    finish: async () => [
      { name: ACTIONS.file, mediaType: MEDIA_TYPE, rows: actionRows, ...(await actions.close()) },
      { name: GAPS.file, mediaType: MEDIA_TYPE, rows: gapRows, ...(await gaps.close()) },
    ],
  };
}

/** The line of an action: whose it is first, then number, kind and time, so that a person can read it from the left. */
function toLine({ session, participant, head }: SessionInfo, row: Action | object): string {
  const first = { session, participant, startedAt: head.startedAt };
  if (!('n' in row)) return JSON.stringify({ ...first, ...row });
  const { n, kind, t, ms, doc, ...rest } = row;
  return JSON.stringify({ ...first, n, kind, t, ms, doc, ...rest });
}
