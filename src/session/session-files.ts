// The files that one session is made of, read one after the other: one joined file, or one for each segment.
import type { ByteChunk } from './bytes.ts';
import type { DecodedLine } from './decode.ts';
import { decodeSession } from './decode.ts';

/** A file of a session; `open` gives its uncompressed bytes. */
export interface SessionFile {
  readonly name: string;
  readonly open: () => AsyncIterable<ByteChunk>;
}

/** A line with the name of its file. Line numbers count within the file. */
export type FileLine = DecodedLine & { readonly file: string };

/** All lines of the files in the order given. */
export async function* decodeFiles(files: readonly SessionFile[]): AsyncGenerator<FileLine> {
  for (const { name, open } of files) {
    for await (const line of decodeSession(open())) yield Object.assign(line, { file: name });
  }
}
