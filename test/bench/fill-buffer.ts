// Puts a backlog on the device, straight into the extension's database: copies of a real record, and segments of random bytes.
import type { Rig } from '../e2e/rig.ts';

const RECORD_BYTES = 1_000;
const SEGMENT_BYTES = 250_000;

export interface Backlog {
  readonly heldBytes: number;
  readonly sealedBytes: number;
}

/** Runs in a page of the extension, as text because this room knows no DOM. */
const FILL = `async ({ records, recordBytes, segments, segmentBytes }) => {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('showhow'));
  const randomBytes = (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 65536) crypto.getRandomValues(bytes.subarray(at, Math.min(length, at + 65536)));
    return bytes;
  };
  const put = async (store, count, each, make) => {
    for (let done = 0; done < count; ) {
      const transaction = database.transaction(store, 'readwrite');
      for (let i = 0; i < each && done < count; i += 1, done += 1) transaction.objectStore(store).add(make(done));
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
    }
  };
  const [row] = await settled(database.transaction('rows').objectStore('rows').getAll(null, 1));
  const session = await settled(database.transaction('sessions').objectStore('sessions').get(row.session));
  const sealed = randomBytes(recordBytes);
  await put('rows', records, 5000, (i) => ({ ...row, kind: 'pointer', at: row.at + i, sealed }));
  const header = { kind: 'segment', schema: 1, session: row.session, n: 0, firstSeq: 0, prev: null, ...session.start };
  const digest = 'a'.repeat(64);
  await put('segments', segments, 20, (n) => ({
    session: row.session,
    n: n + 1000,
    state: 'sealed',
    header: { ...header, n: n + 1000 },
    records: 5000,
    newestAt: row.at,
    beforeT: 0,
    digest,
    sha256: digest,
    size: segmentBytes,
    key: row.key,
    sealed: randomBytes(segmentBytes),
  }));
  database.close();
}`;

/** Returns how much it put there. The running session must hold a record. */
export async function fillBuffer(
  rig: Rig,
  { heldBytes, sealedBytes }: Backlog,
): Promise<{ readonly records: number; readonly segments: number }> {
  const [records, segments] = [Math.round(heldBytes / RECORD_BYTES), Math.round(sealedBytes / SEGMENT_BYTES)];
  const page = await rig.openExtensionPage('popup.html');
  const counts = { records, recordBytes: RECORD_BYTES, segments, segmentBytes: SEGMENT_BYTES };
  await page.evaluate(`(${FILL})(${JSON.stringify(counts)})`);
  await page.close();
  return { records, segments };
}
