// Puts @rrweb/record, the peer of the benchmarks, into every page of a browser.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';

const RRWEB = path.join(ROOT, 'node_modules/@rrweb/record/dist/record.umd.min.cjs');
/** rrweb's events leave the page in pieces of a second; the sending is not counted as rrweb's time. */
const RRWEB_START = `(() => {
  let waiting = [];
  const flush = () => { if (waiting.length > 0) rrwebSend(JSON.stringify(waiting.splice(0))); };
  const begin = () => { rrwebRecord.record({ emit: (event) => { waiting.push(event); } }); setInterval(flush, 1000); };
  addEventListener('pagehide', flush);
  document.readyState === 'loading' ? addEventListener('DOMContentLoaded', begin) : begin();
})();
//# sourceURL=rrweb-bench-glue.js`;

/** Starts it in every page from now on; the returned list grows with the JSON of its events. */
export async function addRrweb(context: BrowserContext): Promise<readonly string[]> {
  const pieces: string[] = [];
  await context.exposeFunction('rrwebSend', (piece: string) => pieces.push(piece));
  await context.addInitScript(`${readFileSync(RRWEB, 'utf8')}\n//# sourceURL=rrweb-record.js`);
  await context.addInitScript(RRWEB_START);
  return pieces;
}
