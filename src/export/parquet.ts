// The `parquet` export: tables of actions, pointer samples and records.
import type { SessionRecord } from '../model/record.ts';
import { REDUCE_VERSION } from '../session/reduce/action.ts';
import type { RecordOf } from '../session/reduce/draft.ts';
import { eachSample } from '../session/reduce/draft.ts';
import { ACTION_COLUMNS, toActionRow } from './action-columns.ts';
import type { Exporter, ExportFacts, Format, MayWait, OpenFile, SessionInfo } from './exporter.ts';
import { waitForBoth } from './exporter.ts';
import type { ParquetRows } from './parquet-file.ts';
import { PARQUET_HEAD, parquetRows, parquetTail } from './parquet-file.ts';
import type { Column, Table } from './table.ts';
import { toInt32 } from './table.ts';

const MEDIA_TYPE = 'application/vnd.apache.parquet';
const KEYS: readonly Column[] = [
  { name: 'session', type: 'string', what: 'Session.', isRequired: true, isSearched: true },
  { name: 'participant', type: 'string', what: 'Pseudonym of the install.', isRequired: true },
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
    {
      name: 'seq',
      type: 'int32',
      what: '`seq` of the path: samples of one path share it.',
      isRequired: true,
      isSearched: true,
    },
    { name: 'pointer', type: 'string', what: 'mouse, pen, touch or unknown.', isRequired: true },
    { name: 't_ms', type: 'double', what: 'ms since the session started.', isRequired: true, isSearched: true },
    { name: 'x', type: 'int32', what: 'In the viewport of the document, CSS px.', isRequired: true },
    { name: 'y', type: 'int32', what: 'In the viewport of the document, CSS px.', isRequired: true },
    { name: 'buttons', type: 'int32', what: 'Bit mask as in `PointerEvent.buttons`.', isRequired: true },
  ],
};
const RECORDS: Table = {
  name: 'records',
  file: 'records.parquet',
  mediaType: MEDIA_TYPE,
  what: 'One row for each raw record, gaps included.',
  columns: [
    ...KEYS,
    { name: 'seq', type: 'int32', what: 'Number of the record in its session.', isRequired: true, isSearched: true },
    {
      name: 't_ms',
      type: 'double',
      what: 'When the record closed, in ms since the session started.',
      isRequired: true,
      isSearched: true,
    },
    { name: 'kind', type: 'string', what: 'Kind of record.', isRequired: true, isSearched: true },
    { name: 'doc', type: 'string', what: 'Document it happened in.' },
    { name: 'late', type: 'boolean', what: 'True where `t_ms` is when it was written.' },
    { name: 'record', type: 'json', what: 'The record as it stands in the session file.', isRequired: true },
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
  frame: (table, { purpose }) => ({
    head: PARQUET_HEAD,
    tail: (pieces) =>
      parquetTail(table, { 'showhow.reduceVersion': String(REDUCE_VERSION), 'showhow.purpose': purpose }, pieces),
  }),
  open: openParquet,
};

async function openParquet(openFile: OpenFile, { compressor }: ExportFacts): Promise<Exporter> {
  const openTable = async (table: Table) => parquetRows(await openFile(table.file), table, compressor);
  const actions = await openTable(ACTIONS);
  const pointer = await openTable(POINTER);
  const records = await openTable(RECORDS);
  const explode = createExploder(pointer);
  let info: SessionInfo | undefined;
  return {
    begin: async (next) => {
      info = next;
    },
    record: (record, line) => {
      const { seq, t, kind, doc } = record;
      // No session is that long: only a hostile file numbers so.
      if (info === undefined || toInt32(seq) === undefined) return undefined;
      const { session, participant } = info;
      const isLate = 'late' in record && record.late === true ? true : undefined;
      const written = records.add([session, participant, seq, t, kind, doc, isLate, line]);
      return waitForBoth(written, isPath(record) ? explode(record, info) : undefined);
    },
    reduced: (piece) => {
      if (info === undefined || piece.kind !== 'action') return undefined;
      return actions.add(toActionRow(piece.action, info));
    },
    end: async () => {
      info = undefined;
    },
    finish: async () => [await actions.close(), await pointer.close(), await records.close()],
  };
}

function isPath(record: { readonly kind: string }): record is RecordOf<'pointer'> {
  return record.kind === ('pointer' satisfies SessionRecord['kind']);
}

/** Paths as rows of samples. Samples whose numbers no screen has are left out: only a hostile file holds them. */
function createExploder(rows: ParquetRows) {
  let columns = sampleColumns(1_024);
  return (path: RecordOf<'pointer'>, { session, participant }: SessionInfo): MayWait => {
    if (path.dt.length >= columns.t.length) columns = sampleColumns((path.dt.length + 1) * 2);
    const { t, x, y, buttons } = columns;
    let count = 0;
    eachSample(path, (atMs, left, top, held) => {
      if (toInt32(left) === undefined || toInt32(top) === undefined || toInt32(held) === undefined) return;
      t[count] = atMs;
      x[count] = left;
      y[count] = top;
      buttons[count] = held;
      count++;
    });
    return rows.addBlock([session, participant, path.doc, path.seq, path.type, t, x, y, buttons], count);
  };
}

function sampleColumns(most: number) {
  return { t: new Float64Array(most), x: new Int32Array(most), y: new Int32Array(most), buttons: new Int32Array(most) };
}
