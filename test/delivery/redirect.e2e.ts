// A redirect, as captive portals and moved servers answer it, must carry neither the enrolment token nor records elsewhere.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { askWorker } from '../e2e/ask-worker.ts';
import { ENROLMENT_TOKEN, eventually } from '../e2e/closed-collector.ts';
import { Rig } from '../e2e/rig.ts';

/** Counts what comes, and answers it with this status and address. */
async function serve(status: number, location?: string) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const headers = { 'access-control-allow-origin': '*', ...(location !== undefined && { location }) };
    request.resume().once('end', () => response.writeHead(status, headers).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { asked, origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

test('no redirect is followed, with a token or without', async () => {
  const elsewhere = await serve(201);
  const portal = await serve(307, `${elsewhere.origin}/v1/enrol`);
  const rig = await Rig.open({ policy: { collectorUrl: portal.origin, enrolmentToken: ENROLMENT_TOKEN } });
  try {
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.getByTestId('sort-customer').click();
    await rig.page.waitForTimeout(1_300);
    await rig.quit();
    await rig.launch();
    await eventually.poll(async () => (await askWorker(rig, 'device')).waitsFor?.reason).toBe('collector');
    expect(portal.asked).toContain('POST /v1/enrol');
    expect(elsewhere.asked).toEqual([]);
    expect((await askWorker(rig, 'device')).waiting).toBeGreaterThan(0);
  } finally {
    await rig.close();
    portal.close();
    elsewhere.close();
  }
});
