// A closed collector whose clock is SHOWHOW_AHEAD_MS ahead of this machine's: to a recorder its own device's clock is wrong.
// Takes what `showhow serve` takes, and prints its address.
import { parseArgs } from 'node:util';
import { createCollector } from '../../src/collector/app.ts';
import { openFolderStore } from '../../src/collector/folder-store.ts';
import { toSecrets } from '../../src/collector/secrets.ts';
import { serveCollector } from '../../src/collector/serve.ts';

const { values } = parseArgs({
  allowPositionals: true,
  options: { store: { type: 'string' }, port: { type: 'string' }, 'public-url': { type: 'string' } },
});
const aheadMs = Number(process.env['SHOWHOW_AHEAD_MS']);
const collector = createCollector({
  store: await openFolderStore(values.store ?? ''),
  log: { answered: () => {}, faulted: (text) => console.error(text) },
  secrets: toSecrets(process.env['SHOWHOW_SECRET'] ?? '', [process.env['SHOWHOW_ENROLMENT_TOKENS'] ?? '']),
  publicUrl: values['public-url'] ?? '',
  now: () => Date.now() + aheadMs,
});
const stopped = new AbortController();
process.once('SIGTERM', () => stopped.abort());
const { url } = await serveCollector(collector, { host: '127.0.0.1', port: Number(values.port) }, stopped.signal);
console.log(url);
