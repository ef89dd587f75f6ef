// What a collector, or whatever stands before it, may answer to a segment; each once, while a browser sends.
import { createHash } from 'node:crypto';
import { expect } from '@playwright/test';
import { faultBetween } from './fault.ts';
import type { Answering, HttpFault } from './http-fault.ts';
import { openHttpFault } from './http-fault.ts';

const HTML = { 'content-type': 'text/html' };
const PROBLEM = { 'content-type': 'application/problem+json' };
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/** Answers so, once the whole body has come. */
const answerWith =
  (status: number, headers: Record<string, string> = {}, body = ''): Answering =>
  async (incoming, answer) => {
    for await (const _ of incoming);
    answer.writeHead(status, headers).end(body);
  };

interface FalseAnswer {
  readonly fault: string;
  readonly answering: Answering;
  readonly isSample?: boolean;
}

const ANSWERS: readonly FalseAnswer[] = [
  { fault: '401 of a proxy', answering: answerWith(401, HTML, '<h1>Who are you?</h1>') },
  { fault: '403 of a proxy', answering: answerWith(403, HTML) },
  { fault: '404', answering: answerWith(404, PROBLEM, '{}') },
  { fault: '409 that is not the collector’s', answering: answerWith(409, HTML, '<h1>Conflict</h1>') },
  { fault: '410 that is not the collector’s', answering: answerWith(410, HTML, '<h1>Gone</h1>') },
  { fault: '413 of a proxy with a lower limit', answering: answerWith(413, HTML, '<h1>Too large</h1>') },
  { fault: '429 with Retry-After', answering: answerWith(429, { ...PROBLEM, 'retry-after': '3' }, '{}') },
  { fault: '500', answering: answerWith(500, PROBLEM, '{}') },
  { fault: '502 with HTML', answering: answerWith(502, HTML, '<h1>Bad gateway</h1>') },
  { fault: '503 with Retry-After as a date', answering: answerInSeconds(503, 3) },
  { fault: '507', answering: answerWith(507, { ...PROBLEM, 'retry-after': '3' }, '{}') },
  { fault: '200 with a page of a captive portal', answering: answerWith(200, HTML, '<h1>Sign in</h1>') },
  { fault: '302 of a captive portal', answering: answerWith(302, { ...HTML, location: '/login' }) },
  { fault: '511 of a captive portal', answering: answerWith(511, HTML, '<h1>Sign in</h1>') },
  {
    fault: '201 with a wrong digest',
    answering: answerWith(201, { 'repr-digest': `sha-256=:${digestOf('something else')}:` }),
    isSample: true,
  },
  {
    fault: 'something that is no HTTP at all',
    answering: async (incoming) => void incoming.socket.end('SSH-2.0-nothing\r\n'),
  },
];

function answerInSeconds(status: number, seconds: number): Answering {
  return (incoming, answer, pass) => {
    const at = new Date(Date.now() + seconds * 1_000).toUTCString();
    return answerWith(status, { ...PROBLEM, 'retry-after': at }, '{}')(incoming, answer, pass);
  };
}

for (const { fault, answering, isSample = false } of ANSWERS)
  faultBetween(
    {
      fault: `A segment is answered with ${fault}`,
      injection: 'A real server before the collector answers so, once, and stores nothing',
      isSample,
    },
    openHttpFault,
    async (bench, server) => {
      await bench.work(5);
      await bench.finish(() => server.arm(answering, 1));
      expect(server.answered()).toBe(1);
    },
  );

/** Sends on another body than came; the collector's own answer goes back. */
const changing =
  (server: HttpFault, change: (body: Buffer) => Buffer): Answering =>
  async (incoming, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = new Uint8Array(change(Buffer.concat(chunks)));
    const headers = { 'content-type': 'application/gzip' };
    const told = await fetch(`${server.target}${incoming.url}`, { method: 'PUT', body, headers });
    answer.writeHead(told.status, Object.fromEntries(told.headers)).end(Buffer.from(await told.arrayBuffer()));
  };

const CHANGES: readonly (readonly [string, (body: Buffer) => Buffer])[] = [
  ['one byte of a segment', (body) => Buffer.concat([body.subarray(0, 100), Buffer.from([0]), body.subarray(101)])],
  ['the end of a segment, which is cut off', (body) => body.subarray(0, body.length / 2)],
];
for (const [what, change] of CHANGES)
  faultBetween(
    {
      fault: `A proxy changes ${what}`,
      injection: 'A real server before the collector sends on another body, once, and the answer back',
    },
    openHttpFault,
    async (bench, server) => {
      await bench.work(5);
      await bench.finish(() => server.arm(changing(server, change), 1));
      expect(server.answered()).toBe(1);
    },
  );

faultBetween(
  {
    fault: 'Each segment is sent twice, the second before the first is answered',
    injection: 'A real server before the collector sends every request on twice',
  },
  openHttpFault,
  async (bench, server) => {
    server.arm(async (incoming, answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const init = {
        method: 'PUT',
        body: new Uint8Array(Buffer.concat(chunks)),
        headers: { 'content-type': 'application/gzip' },
      };
      const [first] = await Promise.all([1, 2].map(() => fetch(`${server.target}${incoming.url}`, init)));
      answer.writeHead(first?.status ?? 502, Object.fromEntries(first?.headers ?? [])).end();
    }, Number.POSITIVE_INFINITY);
    await bench.work(5);
    await bench.finish();
    expect(server.answered()).toBeGreaterThan(0);
  },
);
