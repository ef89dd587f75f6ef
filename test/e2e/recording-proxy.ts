// Stands between the extension and the collector, passes every request on, and keeps it whole, whatever is answered.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inflatedIn } from './inflated-in.ts';

/** One request as it came, and the status that was answered; undefined where the collector could not be reached. */
export interface KeptRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
  status?: number;
}

export interface RecordingProxy {
  readonly origin: string;
  readonly requests: readonly KeptRequest[];
  close(): Promise<void>;
}

/** Connection-level headers are for one hop only: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const OWN_HEADERS = ['connection', 'host', 'keep-alive', 'transfer-encoding', 'content-length'];

/** Listens on a free port of loopback. `target` is asked for each request, so the collector may come later. */
export async function startRecordingProxy(target: () => string): Promise<RecordingProxy> {
  const requests: KeptRequest[] = [];
  const server = createServer((request, response) => void passOn(request, response, target(), requests));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
  requests: KeptRequest[],
): Promise<void> {
  const { method = 'GET', url = '/', rawHeaders } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const kept: KeptRequest = { method, url, headers: rawHeaders, body: Buffer.concat(chunks) };
  requests.push(kept);
  try {
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const answer = await fetch(target + url, {
      method,
      headers: headersOf(rawHeaders),
      ...(hasBody && { body: new Uint8Array(kept.body) }),
    });
    kept.status = answer.status;
    const headers = [...answer.headers].filter(([name]) => !OWN_HEADERS.includes(name) && name !== 'content-encoding');
    response.writeHead(answer.status, Object.fromEntries(headers));
    response.end(new Uint8Array(await answer.arrayBuffer()));
  } catch (error) {
    // Nobody listens there: the extension shall see the same.
    if (!(error instanceof TypeError)) throw error;
    response.destroy();
  }
}

function headersOf(raw: readonly string[]): [string, string][] {
  const pairs = raw.flatMap((name, i): [string, string][] => (i % 2 === 0 ? [[name, raw[i + 1] ?? '']] : []));
  return pairs.filter(([name]) => !OWN_HEADERS.includes(name.toLowerCase()));
}

/** All of the requests as text: method, address, headers, and bodies with their compression undone. */
export function textOfRequests(requests: readonly KeptRequest[]): string {
  return requests
    .flatMap(({ method, url, headers, body }) => [
      `${method} ${url} ${decodeURIComponent(url)}`,
      ...headers,
      ...[body, ...inflatedIn(body)].map((bytes) => bytes.toString('utf8')),
    ])
    .join('\n');
}
