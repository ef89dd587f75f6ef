import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Collector } from '../../src/collector/app.ts';
import { withPackages } from '../../src/collector/packages.ts';

let folder = '';
let collector: Collector;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-packages-'));
  for (const name of [
    'updates.xml',
    'updates.json',
    'SHA256SUMS',
    'showhow-0.1.0.crx',
    'showhow.xpi',
    'showhow-0.1.0.zip',
  ])
    await writeFile(join(folder, name), `content of ${name}`);
  await writeFile(join(folder, 'key.pem'), 'secret');
  await mkdir(join(folder, 'showhow-1.zip'));
  collector = withPackages(folder, { fetch: () => new Response('behind', { status: 404 }), flush: async () => {} });
});
afterEach(() => rm(folder, { recursive: true }));

const ask = async (path: string, init?: RequestInit): Promise<Response> =>
  collector.fetch(new Request(`http://127.0.0.1${path}`, init));

test('packages and manifests come with the types that browsers want, whatever the query says', async () => {
  const types = {
    '/updates.xml?x=id%3Da': 'text/xml; charset=utf-8',
    '/updates.json': 'application/json',
    '/showhow-0.1.0.crx': 'application/x-chrome-extension',
    '/showhow.xpi': 'application/x-xpinstall',
    '/showhow-0.1.0.zip': 'application/zip',
    '/SHA256SUMS': 'text/plain; charset=utf-8',
  };
  for (const [path, type] of Object.entries(types)) {
    const answer = await ask(path);
    expect(answer.headers.get('content-type'), path).toBe(type);
    expect(await answer.text()).toBe(`content of ${path.slice(1).replace(/\?.*/, '')}`);
  }
});

test('only packages are given out: keys, other files and ways out of the folder are not', async () => {
  for (const path of [
    '/key.pem',
    '/showhow.pem',
    '/../key.pem',
    '/%2e%2e/key.pem',
    '/showhow-0.1.0.crx/../key.pem',
    '/',
  ])
    expect(await (await ask(path)).text(), path).toBe('behind');
});

test('what is not there, and what is sent, goes to the collector behind', async () => {
  expect(await (await ask('/showhow-0.2.0.crx')).text()).toBe('behind');
  expect(await (await ask('/updates.xml', { method: 'PUT', body: 'x' })).text()).toBe('behind');
});

test('who has the newest already is told so, and who asks for the head gets no body', async () => {
  const first = await ask('/updates.xml');
  const etag = first.headers.get('etag') ?? '';
  expect((await ask('/updates.xml', { headers: { 'if-none-match': etag } })).status).toBe(304);
  const head = await ask('/updates.xml', { method: 'HEAD' });
  expect([head.headers.get('content-length'), await head.text()]).toEqual(['22', '']);
});
