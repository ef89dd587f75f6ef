// Reads one line's value: a segment's head, a record of a known kind, a record of a kind from later, or what is wrong with it.
import type * as z from 'zod/mini';
import type { SessionRecord } from '../model/record.ts';
import { recordBodies, recordEnvelope } from '../model/record.ts';
import type { SegmentHeader, Tombstone } from '../model/session.ts';
import { SESSION_SCHEMA, segmentHeader, tombstone } from '../model/session.ts';
import type { PlainCheck } from './plain-check.ts';
import { plainObjectCheck } from './plain-check.ts';

/** One thing wrong in a record. `path` names the field, such as `target.box.2`; empty for the record as a whole. */
export interface Problem {
  readonly path: string;
  readonly what: string;
}

/** A record of a kind that this version does not know, passed through as it is. */
export interface UnknownRecord {
  readonly kind: string;
  readonly seq: number;
  readonly t: number;
  readonly doc?: string;
}

/** What a line holds. Fields that this version does not know stay in the record and are named in `unknownFields`. */
export type ParsedRecord =
  | { readonly kind: 'segment'; readonly header: SegmentHeader; readonly unknownFields: readonly string[] }
  /** A segment that was taken back stood here. */
  | { readonly kind: 'tombstone'; readonly tombstone: Tombstone }
  | { readonly kind: 'record'; readonly record: SessionRecord; readonly unknownFields: readonly string[] }
  | { readonly kind: 'unknown'; readonly record: UnknownRecord }
  | {
      readonly kind: 'malformed';
      /** `kind` and `seq` as far as they could be read. */
      readonly recordKind: string | undefined;
      readonly seq: number | undefined;
      readonly problems: readonly Problem[];
    };

type Issue = z.core.$ZodIssue;
type Fields = Readonly<Record<string, unknown>>;

/** Parses a value from a line. Known kinds are held to their schema; unknown kinds and unknown fields pass. Never throws. */
export function parseRecord(value: unknown): ParsedRecord {
  if (!isFields(value)) return malformed({}, [{ path: '', what: 'is not a JSON object' }]);
  if (typeof value['kind'] !== 'string') return malformed(value, [{ path: 'kind', what: 'is missing or not a text' }]);
  if (value['kind'] === 'tombstone') return parseTombstone(value);
  return value['kind'] === 'segment' ? parseHeader(value) : parseBody(value, value['kind']);
}

function parseHeader(value: Fields): ParsedRecord {
  const parsed = segmentHeader.safeParse(value);
  if (!parsed.success) {
    const isNewer = typeof value['schema'] === 'number' && value['schema'] > SESSION_SCHEMA;
    const newer = { path: 'schema', what: `is newer than ${SESSION_SCHEMA}, the schema that this version reads` };
    return malformed(value, isNewer ? [newer] : sift(parsed.error.issues, '').problems);
  }
  const unknownFields = Object.keys(value).filter((field) => !(field in segmentHeader.shape));
  return { kind: 'segment', header: value as unknown as SegmentHeader, unknownFields };
}

function parseTombstone(value: Fields): ParsedRecord {
  const parsed = tombstone.safeParse(value);
  if (!parsed.success) return malformed(value, sift(parsed.error.issues, '').problems);
  return { kind: 'tombstone', tombstone: parsed.data };
}

/** Records of each kind that are just as they should be. */
const PLAIN = new Map<string, PlainCheck>(
  Object.entries(recordBodies).map(([kind, schema]) => [
    kind,
    plainObjectCheck({ ...schema.shape, ...recordEnvelope.shape }),
  ]),
);
const NO_FIELDS: readonly string[] = [];

function parseBody(value: Fields, kind: string): ParsedRecord {
  if (PLAIN.get(kind)?.(value) === true)
    return { kind: 'record', record: value as unknown as SessionRecord, unknownFields: NO_FIELDS };
  const { seq, t, doc, late, ...body } = value;
  const envelope = recordEnvelope.safeParse(value);
  const problems = envelope.success ? [] : sift(envelope.error.issues, '').problems;
  if (!isKnownKind(kind)) {
    if (problems.length > 0) return malformed(value, problems);
    return { kind: 'unknown', record: value as unknown as UnknownRecord };
  }
  const parsed = recordBodies[kind].safeParse(body);
  const sifted = parsed.success ? { problems: [], unknownFields: [] } : sift(parsed.error.issues, '');
  if (problems.length + sifted.problems.length > 0) return malformed(value, [...problems, ...sifted.problems]);
  return { kind: 'record', record: value as unknown as SessionRecord, unknownFields: sifted.unknownFields };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKnownKind(kind: string): kind is keyof typeof recordBodies {
  return Object.hasOwn(recordBodies, kind);
}

function malformed(value: Fields, problems: readonly Problem[]): ParsedRecord {
  const { kind, seq } = value;
  return {
    kind: 'malformed',
    recordKind: typeof kind === 'string' ? kind : undefined,
    seq: typeof seq === 'number' && Number.isSafeInteger(seq) ? seq : undefined,
    problems,
  };
}

/** Parts what is wrong from what is only unknown: the schemas are strict, so both come as issues. */
function sift(issues: readonly Issue[], base: string): { problems: Problem[]; unknownFields: string[] } {
  const problems: Problem[] = [];
  const unknownFields: string[] = [];
  for (const issue of issues) {
    const path = [...(base === '' ? [] : [base]), ...issue.path.map(String)].join('.');
    if (issue.code === 'unrecognized_keys') {
      unknownFields.push(...issue.keys.map((field) => (path === '' ? field : `${path}.${field}`)));
      continue;
    }
    const branch = issue.code === 'invalid_union' ? branchWithOnlyUnknown(issue.errors, path) : undefined;
    if (branch === undefined) problems.push({ path, what: whatIsWrong(issue) });
    else unknownFields.push(...branch);
  }
  return { problems, unknownFields };
}

function branchWithOnlyUnknown(branches: readonly (readonly Issue[])[], path: string): readonly string[] | undefined {
  for (const branch of branches) {
    const { problems, unknownFields } = sift(branch, path);
    if (problems.length === 0) return unknownFields;
  }
  return undefined;
}

/** Says what was expected, and never the value: a fault may be printed where the file itself may not be shown. */
function whatIsWrong(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `is missing or not ${article(issue.expected)}`;
    case 'invalid_value':
      return `is not one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return `is less than ${issue.minimum}`;
    case 'too_big':
      return `is more than ${issue.maximum}`;
    case 'invalid_union':
      return 'matches none of its forms';
    case 'unrecognized_keys':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return `breaks a rule of the schema (${issue.code})`;
  }
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
