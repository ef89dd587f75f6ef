// Measures uploads a second and their slowest hundredth: our collector bare, with fsync, and with fsync and DPoP, against
// @tus/server and nginx with its dav module as they ship, in one run on one machine.
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { end, firstMatch, start } from '../../src/dev/child-process.ts';
import { ROOT, WORK } from '../../src/dev/paths.ts';
import { createInstall } from '../collector/install.ts';
import { ENROLMENT_TOKEN } from './collector-server.ts';
import { report } from './report.ts';

const BODY_BYTES = 30_000;
const UPLOADS = 1_500;
const CONNECTIONS = 16;
/** Each server is measured so often, in turns; its best turn counts, since others use the machine too. */
const ROUNDS = 3;
const INSTALLS = 100;
/** 100,000 people who send every 15 minutes are 111 a second; the bar leaves room. */
const FULL_BAR = 200;

interface Upload {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
interface Turn {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}
interface Contender {
  readonly name: string;
  readonly open: (folder: string) => Promise<{ readonly url: string; readonly close: () => Promise<void> }>;
  readonly uploads: (url: string) => Promise<Upload[]>;
}

const bodies = Array.from({ length: UPLOADS }, () => new Uint8Array(randomBytes(BODY_BYTES)));
const folder = mkdtempSync(path.join(mkdirs(path.join(WORK, 'bench')), 'collector-'));

function mkdirs(at: string): string {
  mkdirSync(at, { recursive: true });
  return at;
}

/** A segment's address; participants and sessions as many as installs, as it is in the field. */
function segmentPath(body: Uint8Array, index: number, turn: string): string {
  const who = index % INSTALLS;
  const sha256 = createHash('sha256').update(body).digest('hex');
  return `/v1/segments/2026-03-04/p${who}/${turn}-${who}/${Math.floor(index / INSTALLS)}/${sha256}`;
}

async function ourUploads(url: string, isProven: boolean): Promise<Upload[]> {
  const turn = randomUUID();
  const installs = isProven ? await enrolAll(url) : [];
  const uploads: Upload[] = [];
  for (const [index, body] of bodies.entries()) {
    const address = segmentPath(body, index, turn);
    const install = installs[index % INSTALLS];
    const token = install?.accessToken();
    const proof =
      install && token !== undefined
        ? { authorization: `DPoP ${token}`, dpop: await install.prove('PUT', url + address, token, {}) }
        : {};
    uploads.push({ method: 'PUT', path: address, headers: { 'content-type': 'application/gzip', ...proof }, body });
  }
  return uploads;
}

async function enrolAll(url: string) {
  return Promise.all(
    Array.from({ length: INSTALLS }, async () => {
      const install = await createInstall(url);
      const { status } = await install.enrol({ enrolmentToken: ENROLMENT_TOKEN });
      if (status !== 201) throw new Error(`enrolment was answered ${status}`);
      return install;
    }),
  );
}

function serverChild(kind: string) {
  return async (at: string) => {
    const script = path.join(ROOT, 'test/bench/collector-server.ts');
    const child = start(process.execPath, [script, kind, at], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    const [url = ''] = await firstMatch(child, /http:\/\/127\.0\.0\.1:\d+/, 20_000);
    return { url, close: () => end(child) };
  };
}

async function openNginx(at: string) {
  const port = await freePort();
  const config = path.join(at, 'nginx.conf');
  mkdirs(path.join(at, 'files'));
  writeFileSync(
    config,
    // Started by root, nginx would write as somebody who may not write here.
    `${process.getuid?.() === 0 ? 'user root; ' : ''}daemon off; worker_processes auto; pid ${at}/pid; error_log ${at}/error.log;
events { worker_connections 256; }
http { access_log off; client_body_temp_path ${at}/body; client_max_body_size 8m;
  proxy_temp_path ${at}/p; fastcgi_temp_path ${at}/f; uwsgi_temp_path ${at}/u; scgi_temp_path ${at}/s;
  server { listen 127.0.0.1:${port}; root ${at}/files; keepalive_requests 100000;
    location / { dav_methods PUT; create_full_put_path on; } } }`,
  );
  const child = start('nginx', ['-c', config, '-p', at], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 50; tries += 1) {
    if (await fetch(url).catch(() => undefined)) return { url, close: () => end(child) };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('nginx did not start');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address !== null && typeof address === 'object' ? address.port : 0;
}

const CONTENDERS: readonly Contender[] = [
  { name: 'ours, bare', open: serverChild('bare'), uploads: (url) => ourUploads(url, false) },
  { name: 'ours, fsync', open: serverChild('fsync'), uploads: (url) => ourUploads(url, false) },
  { name: 'ours, fsync and DPoP', open: serverChild('dpop'), uploads: (url) => ourUploads(url, true) },
  {
    name: '@tus/server',
    open: serverChild('tus'),
    uploads: async () =>
      bodies.map((body) => ({
        method: 'POST',
        path: '/files',
        headers: {
          'tus-resumable': '1.0.0',
          'upload-length': String(body.length),
          'content-type': 'application/offset+octet-stream',
        },
        body,
      })),
  },
  {
    name: 'nginx with dav',
    open: openNginx,
    uploads: async () =>
      bodies.map((body, index) => ({
        method: 'PUT',
        path: `${segmentPath(body, index, randomUUID())}`,
        headers: {},
        body,
      })),
  },
];

function send(url: string, { method, path: to, headers, body }: Upload, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const outgoing = request(
      { hostname, port, path: to, method, agent, headers: { ...headers, 'content-length': String(body.length) } },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

async function takeTurn(url: string, uploads: readonly Upload[]): Promise<Turn> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times: number[] = [];
  const left = [...uploads].reverse();
  const lane = async () => {
    for (let upload = left.pop(); upload !== undefined; upload = left.pop()) {
      const startedAt = performance.now();
      const status = await send(url, upload, agent);
      times.push(performance.now() - startedAt);
      if (status !== 201) throw new Error(`an upload was answered ${status}`);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  const seconds = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: uploads.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

async function measure(contender: Contender, round: number): Promise<Turn> {
  const at = mkdirs(path.join(folder, `${CONTENDERS.indexOf(contender)}-${round}`));
  const { url, close } = await contender.open(at);
  try {
    const turn = await takeTurn(url, await contender.uploads(url));
    const files = readdirSync(at, { recursive: true }).length;
    if (files < UPLOADS) throw new Error(`${contender.name} kept ${files} files of ${UPLOADS}`);
    return turn;
  } finally {
    await close();
    rmSync(at, { recursive: true, force: true });
  }
}

async function main(): Promise<boolean> {
  if (spawnSync('nginx', ['-v']).error) throw new Error('nginx is not installed: apt-get install nginx-light');
  const best = new Map<string, Turn>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const contender of CONTENDERS) {
      const turn = await measure(contender, round);
      if (turn.perSecond > (best.get(contender.name)?.perSecond ?? 0)) best.set(contender.name, turn);
    }
  }
  const of = (name: string) => best.get(name)?.perSecond ?? 0;
  const rows = [...best].map(([name, { perSecond, p50Ms, p99Ms }]) => ({
    server: name,
    'uploads a second': Math.round(perSecond),
    'p50 ms': Math.round(p50Ms * 10) / 10,
    'p99 ms': Math.round(p99Ms * 10) / 10,
  }));
  const round2 = (value: number) => Math.round(value * 100) / 100;
  return report('collector', rows, [
    {
      name: 'bare, of @tus/server',
      value: round2(of('ours, bare') / of('@tus/server')),
      bar: 1,
      sense: 'at least',
      unit: 'times',
    },
    {
      name: 'bare, of nginx',
      value: round2(of('ours, bare') / of('nginx with dav')),
      bar: 0.5,
      sense: 'at least',
      unit: 'times',
    },
    {
      name: 'fsync and DPoP',
      value: Math.round(of('ours, fsync and DPoP')),
      bar: FULL_BAR,
      sense: 'at least',
      unit: 'uploads a second',
    },
  ]);
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
