// What `verify` finds wrong in a session file: the rule that is broken, where, what it is, and what to do.

/** The rules of a session file, by the name under which `verify` reports them. */
export const FAULT_RULES = {
  line: 'Every line is one JSON object in UTF-8, no longer than 4 MiB, and ends in a line end.',
  schema: 'A record of a known kind has the fields of its schema.',
  head: 'A `segment` record begins every segment; all of a session name the same session, participant and start.',
  segment: 'Segments are numbered from 0 without a hole, each once and in order.',
  chain: '`prev` is the SHA-256 of the uncompressed bytes of the segment before; null in segment 0.',
  seq: '`seq` rises by exactly 1, from `firstSeq` of the segment on and across segments.',
  time: '`t` never goes back.',
  page: 'A `page` record comes before every other record of its document, and page events name their document.',
  reference: 'The documents and tabs that records name are in the session.',
  place: 'Normalised points lie in 0..1, sizes are not negative, and the columns of a pointer path have one length.',
  redaction:
    'Masked and protected fields hold no text and no value; protected ones no length, count or duration either. Keys are commands.',
  gap: 'A gap ends no earlier than it begins.',
  end: '`end` is the last record.',
  torn: 'The file is whole.',
} as const;
export type FaultRule = keyof typeof FAULT_RULES;

/** One fault. `line` counts from 1 within `file`. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly rule: FaultRule;
  readonly what: string;
  /** What the reader can do about it. */
  readonly fix: string;
}

/** Where a line stands. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Takes a fault. */
export type Report = (rule: FaultRule, place: Place, what: string, fix: string) => void;

/** Most faults that a report lists; the rest is counted. */
export const FAULTS_MAX = 1_000;

/** Collects faults up to `FAULTS_MAX` and counts all. */
export function createFaultList() {
  const faults: Fault[] = [];
  let count = 0;
  const report: Report = (rule, { file, line }, what, fix) => {
    count++;
    if (faults.length < FAULTS_MAX) faults.push({ file, line, rule, what, fix });
  };
  return { faults, report, count: () => count };
}
