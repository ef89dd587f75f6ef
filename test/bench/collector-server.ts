// One server for the collector's benchmark, in a process of its own: `collector-server.ts KIND FOLDER`. Prints its address.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { createCollector } from '../../src/collector/app.ts';
import { widenDiskThreads } from '../../src/collector/disk-threads.ts';
import { openFolderStore } from '../../src/collector/folder-store.ts';
import { toSecrets } from '../../src/collector/secrets.ts';
import { serveCollector } from '../../src/collector/serve.ts';

/** What an install presents at the benchmark. */
export const ENROLMENT_TOKEN = 'bench';
const SECRET = '0'.repeat(64);

const [kind = '', folder = ''] = process.argv.slice(2);

async function serveOurs(): Promise<string> {
  widenDiskThreads();
  const store = await openFolderStore(folder, { isDurable: kind !== 'bare' });
  const log = { answered: () => {}, faulted: (text: string) => console.error(text) };
  const secrets = kind === 'dpop' ? { secrets: toSecrets(SECRET, [ENROLMENT_TOKEN]) } : {};
  const collector = createCollector({ store, log, ...secrets });
  const { url } = await serveCollector(collector, { host: '127.0.0.1', port: 0 }, new AbortController().signal);
  return url;
}

async function serveTus(): Promise<string> {
  const tus = new Server({ path: '/files', datastore: new FileStore({ directory: folder }) });
  const server = createServer(tus.handle.bind(tus)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

if (kind !== '') console.log(kind === 'tus' ? await serveTus() : await serveOurs());
