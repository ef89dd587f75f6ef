// Serves a collector over HTTP until its signal aborts, and then lets running requests end.
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Collector } from './app.ts';

/** Longest that a running request may still take when the collector stops, in ms. */
const STOP_WITHIN_MS = 10_000;

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
  const server = createAdaptorServer({ fetch: collector.fetch, hostname: host });
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
    setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS).unref();
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  const address = server.address() as AddressInfo;
  const hostname = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${hostname}:${address.port}`, stopped };
}
