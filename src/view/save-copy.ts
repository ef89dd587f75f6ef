// A copy of everything about the person: every session file, receipt and request, in one archive.
import { zipSync } from 'fflate';
import type { WorkerApi } from '../model/worker-api.ts';
import { receiptFileName, receiptText } from './receipt-file.ts';
import { fetchSession } from './save-session.ts';

type Source = Pick<WorkerApi, 'sessions' | 'saveSession' | 'notice' | 'exemptions'>;

/** The archive as a zip. `onProgress` hears how many sessions are in it. Rejects as the worker's calls do. */
export async function makeCopy(
  worker: Source,
  onProgress: (sessions: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const files: Record<string, Uint8Array> = {};
  const [{ sessions }, { receipts }, { exemptions }] = await Promise.all([
    worker.sessions(),
    worker.notice(),
    worker.exemptions(),
  ]);
  for (const [i, { id }] of sessions.entries()) {
    const file = await fetchSession((piece) => worker.saveSession(piece, id));
    if (file !== undefined) files[`sessions/${file.name}`] = join(file.parts);
    onProgress(i + 1);
  }
  const encoder = new TextEncoder();
  for (const receipt of receipts) files[`receipts/${receiptFileName(receipt)}`] = encoder.encode(receiptText(receipt));
  files['requests.json'] = encoder.encode(`${JSON.stringify(exemptions, undefined, 2)}\n`);
  // What is in it is packed already.
  return zipSync(files, { level: 0 }) as Uint8Array<ArrayBuffer>;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
