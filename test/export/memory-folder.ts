// A folder in memory for exports in tests.

import { ZSTD } from '../../src/cli/zstd.ts';
import type { OpenFile } from '../../src/export/exporter.ts';
import type { FormatName } from '../../src/export/formats.ts';
import { FORMATS } from '../../src/export/formats.ts';
import { pseudonymise } from '../../src/export/pseudonym.ts';
import type { ExportOutcome, ExportSession } from '../../src/export/run-export.ts';
import { runExport } from '../../src/export/run-export.ts';
import { concatBytes, wholeBytes } from '../../src/session/bytes.ts';
import { sha256Hex } from '../../src/session/encode.ts';
import type { FileLine } from '../../src/session/session-files.ts';
import { decodeFiles } from '../../src/session/session-files.ts';

export type Files = Map<string, Uint8Array<ArrayBuffer>>;

export function memoryFolder(): { readonly files: Files; readonly openFile: OpenFile } {
  const files: Files = new Map();
  return {
    files,
    openFile: async (name) => {
      if (files.has(name)) throw new Error(`${name} is there twice`);
      const pieces: Uint8Array[] = [];
      files.set(name, new Uint8Array());
      return {
        write: async (bytes) => {
          pieces.push(bytes);
        },
        close: async () => {
          const whole = concatBytes(pieces);
          files.set(name, whole);
          return { bytes: whole.length, sha256: await sha256Hex(whole) };
        },
      };
    },
  };
}

/** A session of uncompressed bytes. */
export function sessionOf(bytes: Uint8Array, name = 'made-1'): ExportSession {
  return { name, lines: (): AsyncIterable<FileLine> => decodeFiles([{ name, open: () => wholeBytes(bytes) }]) };
}

/** Exports sessions into memory. */
export async function exportTo(
  formatName: FormatName,
  sessions: readonly ExportSession[],
  options: { readonly salt?: string; readonly purpose?: string } = {},
): Promise<ExportOutcome & { readonly files: Files; readonly text: (name: string) => string }> {
  const { files, openFile } = memoryFolder();
  const { salt, purpose = 'agent-training' } = options;
  const facts = {
    format: FORMATS[formatName],
    formatName,
    purpose,
    version: '0.1.0',
    isSalted: salt !== undefined,
    compressor: ZSTD,
  };
  const outcome = await runExport(sessions, facts, { openFile, pseudonymise: pseudonymise(salt), progress: () => {} });
  const text = (name: string) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`there is no ${name}, but ${[...files.keys()].join(', ')}`);
    return new TextDecoder().decode(bytes);
  };
  return { ...outcome, files, text };
}
