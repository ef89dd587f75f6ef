// Writes text to a file in large pieces.
import type { FileFacts, MayWait, OutFile } from './exporter.ts';

/** Written out when so much is held, in UTF-16 code units. */
const PIECE_CHARS = 256 * 1024;
const encoder = new TextEncoder();

export interface TextFile {
  readonly write: (text: string) => MayWait;
  readonly close: () => Promise<FileFacts>;
}

export function textFile(file: OutFile): TextFile {
  let held: string[] = [];
  let heldChars = 0;
  const flush = async (): Promise<void> => {
    const text = held.join('');
    held = [];
    heldChars = 0;
    await file.write(encoder.encode(text));
  };
  return {
    write: (text) => {
      held.push(text);
      heldChars += text.length;
      return heldChars < PIECE_CHARS ? undefined : flush();
    },
    close: async () => {
      await flush();
      return file.close();
    },
  };
}
