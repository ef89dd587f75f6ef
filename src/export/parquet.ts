// The `parquet` export: tables of actions, pointer samples and records.
import type { SessionRecord } from '../model/record.ts';
import { REDUCE_VERSION } from '../session/reduce/action.ts';
import type { RecordOf } from '../session/reduce/draft.ts';
import { samplesOf } from '../session/reduce/draft.ts';
import { ACTION_COLUMNS, toActionRow } from './action-columns.ts';
import type { Exporter, ExportFacts, Format, MayWait, OpenFile, SessionInfo } from './exporter.ts';
import type { ParquetFile } from './parquet-file.ts';
import { parquetFile } from './parquet-file.ts';
import type { Column, Table } from './table.ts';
import { toInt32 } from './table.ts';

const MEDIA_TYPE = 'application/vnd.apache.parquet';
const KEYS: readonly Column[] = [
  { name: 'session', type: 'string', what: 'Session.' },
  { name: 'participant', type: 'string', what: 'Pseudonym of the install.' },
];

const ACTIONS: Table = {
  name: 'actions',
  file: 'actions.parquet',
  mediaType: MEDIA_TYPE,
  what: 'One row for each action.',
  columns: ACTION_COLUMNS,
};
const POINTER: Table = {
  name: 'pointer',
  file: 'pointer.parquet',
  mediaType: MEDIA_TYPE,
  what: 'One row for each sample of a pointer path.',
  columns: [
    ...KEYS,
    { name: 'doc', type: 'string', what: 'Document that the path lies in.' },
    { name: 'seq', type: 'int32', what: '`seq` of the path: samples of one path share it.' },
    { name: 'pointer', type: 'string', what: 'mouse, pen, touch or unknown.' },
    { name: 't_ms', type: 'double', what: 'ms since the session started.' },
    { name: 'x', type: 'int32', what: 'In the viewport of the document, CSS px.' },
    { name: 'y', type: 'int32', what: 'In the viewport of the document, CSS px.' },
    { name: 'buttons', type: 'int32', what: 'Bit mask as in `PointerEvent.buttons`.' },
  ],
};
const RECORDS: Table = {
  name: 'records',
  file: 'records.parquet',
  mediaType: MEDIA_TYPE,
  what: 'One row for each raw record, gaps included.',
  columns: [
    ...KEYS,
    { name: 'seq', type: 'int32', what: 'Number of the record in its session.' },
    { name: 't_ms', type: 'double', what: 'When the record closed, in ms since the session started.' },
    { name: 'kind', type: 'string', what: 'Kind of record.' },
    { name: 'doc', type: 'string', what: 'Document it happened in.' },
    { name: 'late', type: 'boolean', what: 'True where `t_ms` is when it was written.' },
    { name: 'record', type: 'json', what: 'The record as it stands in the session file.' },
  ],
};

export const parquetFormat: Format = {
  summary: 'tables of actions, pointer samples and records',
  tables: [ACTIONS, POINTER, RECORDS],
  usage: `\`\`\`sql
-- DuckDB
SELECT kind, count(*), avg(usable::int) FROM 'actions.parquet' GROUP BY kind;
\`\`\`

\`\`\`python
import pandas
actions = pandas.read_parquet('actions.parquet')
\`\`\``,
  open: openParquet,
};

async function openParquet(openFile: OpenFile, { purpose }: ExportFacts): Promise<Exporter> {
  const metadata = { 'showhow.reduceVersion': String(REDUCE_VERSION), 'showhow.purpose': purpose };
  const openTable = async (table: Table) => parquetFile(await openFile(table.file), table, metadata);
  const actions = await openTable(ACTIONS);
  const pointer = await openTable(POINTER);
  const records = await openTable(RECORDS);
  let info: SessionInfo | undefined;
  return {
    begin: async (next) => {
      info = next;
    },
    record: (record, line) => {
      if (info === undefined) return undefined;
      const { session, participant } = info;
      const { seq, t, kind, doc } = record;
      const isLate = 'late' in record && record.late === true ? true : undefined;
      const written = records.add([session, participant, toInt32(seq), t, kind, doc, isLate, line()]);
      const sampled = isPath(record) ? addSamples(pointer, record, info) : undefined;
      return written === undefined ? sampled : written.then(() => sampled);
    },
    reduced: (piece) => {
      if (info === undefined || piece.kind !== 'action') return undefined;
      return actions.add(toActionRow(piece.action, info));
    },
    end: async () => {
      info = undefined;
    },
    finish: async () => {
      const written = [];
      for (const [table, file] of [
        [ACTIONS, actions],
        [POINTER, pointer],
        [RECORDS, records],
      ] as const) {
        written.push({ name: table.file, mediaType: table.mediaType, rows: file.rows(), ...(await file.close()) });
      }
      return written;
    },
  };
}

function isPath(record: { readonly kind: string }): record is RecordOf<'pointer'> {
  return record.kind === ('pointer' satisfies SessionRecord['kind']);
}

function addSamples(file: ParquetFile, path: RecordOf<'pointer'>, { session, participant }: SessionInfo): MayWait {
  let wait: MayWait;
  for (const { t, x, y, buttons } of samplesOf(path)) {
    const row = [
      session,
      participant,
      path.doc,
      toInt32(path.seq),
      path.type,
      t,
      toInt32(x),
      toInt32(y),
      toInt32(buttons),
    ];
    wait = file.add(row) ?? wait;
  }
  return wait;
}
