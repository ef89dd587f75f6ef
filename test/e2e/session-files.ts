// Reads a collector's store with nothing but zlib and JSON, so that a fault of our own decoder cannot hide.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export type Line = Readonly<Record<string, unknown>> & { readonly kind: string };

export interface SessionFile {
  readonly session: string;
  readonly headers: readonly Line[];
  /** All records but the headers, in the order of the file. */
  readonly records: readonly Line[];
  /** Bytes as sent. */
  readonly bytes: number;
  /** The whole text, for searches. */
  readonly text: string;
}

/** Paths of all segments of a folder store, encrypted or not. */
export function segmentFiles(store: string): string[] {
  if (!existsSync(store)) return [];
  return readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.jsonl\.gz(\.age)?$/.test(file.name) && file.parentPath.includes('segments'))
    .map((file) => path.join(file.parentPath, file.name));
}

/** Every session of a folder store, oldest first. */
export function readStore(store: string): SessionFile[] {
  if (!existsSync(store)) return [];
  const files = readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((file) => file.name.endsWith('.jsonl.gz'))
    .map((file) => path.join(file.parentPath, file.name));
  const bySession = Map.groupBy(files, (file) => /session=([^/\\]+)/.exec(file)?.[1] ?? 'none');
  const sessions = [...bySession].map(([session, parts]) => readSession(session, parts));
  return sessions.toSorted((a, b) =>
    String(a.headers[0]?.['startedAt']).localeCompare(String(b.headers[0]?.['startedAt'])),
  );
}

function readSession(session: string, parts: readonly string[]): SessionFile {
  const sorted = parts.toSorted((a, b) => path.basename(a).localeCompare(path.basename(b)));
  const members = sorted.map((file) => readFileSync(file));
  const text = members.map((bytes) => gunzipSync(bytes).toString('utf8')).join('');
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  return {
    session,
    text,
    bytes: members.reduce((sum, bytes) => sum + bytes.length, 0),
    headers: lines.filter(({ kind }) => kind === 'segment'),
    records: lines.filter(({ kind }) => kind !== 'segment'),
  };
}
