// Fetches a session file from the worker piece by piece, so that no single answer is large.
import type { WorkerApi } from '../model/worker-api.ts';

/** A `.jsonl.gz` file: the parts in order are its bytes. */
export interface SessionFile {
  readonly name: string;
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
}

/** The newest session; undefined when nothing was recorded. Rejects as the worker's call does. */
export async function fetchSession(saveSession: WorkerApi['saveSession']): Promise<SessionFile | undefined> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let name = '';
  for (let next: number | undefined = 0; next !== undefined; ) {
    const piece = await saveSession(next);
    if (piece === undefined) return undefined;
    name = piece.name;
    parts.push(toBytes(piece.base64));
    next = piece.next;
  }
  return { name, parts };
}

function toBytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
