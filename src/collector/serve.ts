// Serves a collector over HTTP until its signal aborts, and then lets running requests end.
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Collector } from './app.ts';

/** Longest that a running request may still take when the collector stops, in ms. */
const STOP_WITHIN_MS = 10_000;
/** Address and headers together; more is answered 431. */
const HEADERS_MAX_BYTES = 16 * 1024;
/** A client that sends slower than this is let go: 8 MiB within it are 140 kB a second. */
const REQUEST_MAX_MS = 60_000;
const HEADERS_MAX_MS = 15_000;

/** Where to listen. Port 0 takes any free port. Only the machine itself reaches 127.0.0.1. */
export interface Listen {
  readonly host: string;
  readonly port: number;
}

/** A running collector. */
export interface Serving {
  /** Base address, such as `http://127.0.0.1:8787`. */
  readonly url: string;
  /** Resolves when the signal has aborted and every connection has ended. */
  readonly stopped: Promise<void>;
}

/** Listens and serves. Rejects when the address is in use or not this machine's. */
export async function serveCollector(
  collector: Collector,
  { host, port }: Listen,
  signal: AbortSignal,
): Promise<Serving> {
  const server = createAdaptorServer({
    fetch: collector.fetch,
    hostname: host,
    serverOptions: {
      maxHeaderSize: HEADERS_MAX_BYTES,
      requestTimeout: REQUEST_MAX_MS,
      headersTimeout: HEADERS_MAX_MS,
      connectionsCheckingInterval: 5_000,
    },
  });
  if (!('closeAllConnections' in server)) throw new Error('the adaptor made no HTTP/1 server');
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const stopped = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const stop = () => {
    server.close();
    // Connections kept alive without a request on them would hold the process.
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS).unref();
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  const address = server.address() as AddressInfo;
  const hostname = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${hostname}:${address.port}`, stopped };
}
