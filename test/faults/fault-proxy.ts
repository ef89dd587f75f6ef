// A proxy between recorder and collector that breaks what passes through it, on real connections.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request; `pass` sends it on and gives its answer back. */
export type Breaking = (incoming: IncomingMessage, answer: ServerResponse, pass: () => Promise<void>) => Promise<void>;

export interface FaultProxy {
  readonly url: string;
  /** Breaks the next so many segments that are sent. */
  readonly arm: (breaking: Breaking, times: number) => void;
  /** Segments that were broken since the last `arm`. */
  readonly broken: () => number;
  /** Where whole requests go. */
  readonly setTarget: (url: string) => void;
  readonly close: () => Promise<void>;
}

/** Opens a proxy that passes everything until it is armed. */
export async function openFaultProxy(): Promise<FaultProxy> {
  let target = '';
  let breaking: Breaking | undefined;
  let left = 0;
  let broken = 0;
  const server = createServer((incoming, answer) => {
    const pass = () => passOn(target, incoming, answer);
    const isSegment = incoming.url?.startsWith('/v1/segments/') === true;
    const breakIt = isSegment && left > 0 ? breaking : undefined;
    if (breakIt === undefined) return void pass();
    left -= 1;
    broken += 1;
    void breakIt(incoming, answer, pass);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arm: (next, times) => {
      breaking = next;
      left = times;
      broken = 0;
    },
    broken: () => broken,
    setTarget: (url) => {
      target = url;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Resolves when the answer has been given; a collector that is down breaks the connection. */
function passOn(target: string, incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(target);
    const { method, url: path, headers } = incoming;
    const outgoing = request({ hostname, port, path, method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer).once('close', resolve);
    });
    outgoing.once('error', () => {
      answer.destroy();
      resolve();
    });
    incoming.pipe(outgoing);
  });
}
