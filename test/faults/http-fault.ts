// A server between recorder and collector that answers in the collector's place, or passes on: over real HTTP.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request; `pass` sends it on and gives its answer back. */
export type Answering = (incoming: IncomingMessage, answer: ServerResponse, pass: () => Promise<void>) => Promise<void>;

export interface HttpFault {
  readonly url: string;
  /** Answers the next so many segments in the collector's place. */
  readonly arm: (answering: Answering, times: number) => void;
  /** Segments that were answered so since the last `arm`. */
  readonly answered: () => number;
  /** Where whole requests go. */
  target: string;
  readonly close: () => Promise<void>;
}

/** Opens a server that passes everything on until it is armed. */
export async function openHttpFault(): Promise<HttpFault> {
  let answering: Answering | undefined;
  let left = 0;
  let answered = 0;
  const server = createServer((incoming, answer) => {
    const pass = () => passOn(fault.target, incoming, answer);
    const isSegment = incoming.url?.startsWith('/v1/segments/') === true;
    if (!isSegment || left === 0 || answering === undefined) return void pass();
    left -= 1;
    answered += 1;
    void answering(incoming, answer, pass);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fault: HttpFault = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arm: (next, times) => {
      answering = next;
      left = times;
      answered = 0;
    },
    answered: () => answered,
    target: '',
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return fault;
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
