// A wire between recorder and collector that knows bytes only, and can be cut, slowed and held: real TCP connections.
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/**
 * What happens to the connection on which the next segment comes. `cut`: reset after so many bytes of the request; `cut-answer`:
 * the request gets through whole, and the connection is reset before its answer; `crawl`: so many bytes pass each 100 ms;
 * `hang`: nothing passes any more, and nobody says so.
 */
export type WireFault =
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'cut-answer' }
  | { readonly kind: 'crawl'; readonly bytes: number }
  | { readonly kind: 'hang' };

export interface TcpFault {
  readonly url: string;
  /** Strikes the next segment. */
  readonly arm: (fault: WireFault) => void;
  /** True once the fault that was armed last has struck. */
  readonly hasStruck: () => boolean;
  target: string;
  readonly close: () => Promise<void>;
}

const SEGMENT_START = 'PUT /v1/segments/';
const CRAWL_EVERY_MS = 100;

/** Opens a wire that passes everything until it is armed. */
export async function openTcpFault(): Promise<TcpFault> {
  const sockets = new Set<Socket>();
  let armed: WireFault | undefined;
  let hasStruck = false;
  const strike = (): WireFault | undefined => {
    const fault = armed;
    armed = undefined;
    hasStruck ||= fault !== undefined;
    return fault;
  };
  const server = createServer((client) => {
    const { hostname, port } = new URL(wire.target);
    const far = connect(Number(port), hostname);
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      // Each end is broken on purpose, and the other end follows it.
      socket.on('error', () => undefined);
    }
    client.once('close', () => far.destroy());
    far.once('close', () => client.destroy());
    join(client, far, strike);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const wire: TcpFault = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arm: (fault) => {
      armed = fault;
      hasStruck = false;
    },
    hasStruck: () => hasStruck,
    target: '',
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return wire;
}

/** Carries bytes both ways; from the first segment on as its fault has it. */
function join(client: Socket, far: Socket, strike: () => WireFault | undefined): void {
  let fault: WireFault | undefined;
  let passed = 0;
  client.on('data', (data) => {
    if (fault === undefined && data.includes(SEGMENT_START)) fault = strike();
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'crawl') return crawl(client, far, data, fault.bytes);
    passed += fault === undefined ? 0 : data.length;
    if (fault?.kind !== 'cut' || passed < fault.afterBytes) return void far.write(data);
    far.write(data.subarray(0, Math.max(0, data.length - (passed - fault.afterBytes))));
    client.resetAndDestroy();
  });
  far.on('data', (data) => {
    if (fault?.kind === 'cut-answer') client.resetAndDestroy();
    else if (fault?.kind !== 'hang') client.write(data);
  });
}

/** Passes a piece on a few bytes at a time, and takes no more before. */
function crawl(client: Socket, far: Socket, data: Buffer, bytes: number): void {
  client.pause();
  let at = 0;
  const timer = setInterval(() => {
    far.write(data.subarray(at, at + bytes));
    at += bytes;
    if (at < data.length && !far.destroyed) return;
    clearInterval(timer);
    client.resume();
  }, CRAWL_EVERY_MS);
}
