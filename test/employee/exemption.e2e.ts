// An exemption through the real page and the worker: off at once, decided by a collector, on again when it is denied.

import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { Rig } from '../e2e/rig.ts';
import { policyWith } from './policy-with.ts';

/** A collector that takes everything and decides what the test says. */
async function serveDecisions() {
  const asked: Record<string, unknown>[] = [];
  let answer: Record<string, unknown> = { state: 'pending' };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://127.0.0.1');
      const ids = (url.searchParams.get('exemptions') ?? '').split(',').filter((id) => id !== '');
      if (request.method === 'POST') asked.push(JSON.parse(Buffer.concat(chunks).toString()) as never);
      const isControl = url.pathname === '/v1/control';
      response.writeHead(isControl ? 200 : 201, { 'content-type': 'application/json' });
      const exemptions = ids.map((id) => ({ id, ...answer }));
      response.end(
        isControl ? JSON.stringify({ serverTime: new Date().toISOString(), stop: false, exemptions }) : '{}',
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    decide: (next: Record<string, unknown>) => {
      answer = next;
    },
    close: () => server.close(),
  };
}

test('what is asked for holds at once, and the decision reaches the browser when the popup opens', async () => {
  const collector = await serveDecisions();
  const rig = await Rig.open({ policy: policyWith({ collectorUrl: collector.origin, orgName: 'Nordwind' }) });
  try {
    await rig.untilReady();
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.getByTestId('sort-customer').click();
    await rig.page.waitForTimeout(600);

    const requests = await rig.openExtensionPage(`requests.html?site=${new URL(rig.site).host}`);
    await requests.getByLabel('Sensitive work').check();
    await requests.getByLabel(/^How to reach you/).fill('desk 12');
    await requests.getByRole('button', { name: 'Ask', exact: true }).click();
    await expect(requests.getByText('Waits for a decision').first()).toBeVisible();
    await expect(requests.getByText('Nothing is recorded there now.')).toBeVisible();
    expect(collector.asked).toMatchObject([{ category: 'sensitive', contact: 'desk 12', scope: { kind: 'sites' } }]);
    expect(JSON.stringify(collector.asked)).not.toMatch(/participant|session/);

    const popup = await rig.openExtensionPage('popup.html');
    await rig.page.bringToFront();
    await popup.reload();
    await expect(popup.getByRole('heading', { level: 1 })).toHaveText('Exempt');
    await rig.page.getByTestId('sort-customer').click();

    collector.decide({ state: 'denied', decidedBy: 'IT service desk', decidedAt: new Date().toISOString() });
    await popup.reload();
    await expect(popup.getByRole('heading', { level: 1 })).toHaveText('Recording');
    await expect(requests.getByText(/Decided by: IT service desk/)).toBeVisible();
    await rig.page.waitForTimeout(600);
    await rig.page.getByTestId('sort-customer').click();
    await rig.page.waitForTimeout(1_300);

    const review = await rig.openExtensionPage('review.html');
    await review.getByLabel('Kind').selectOption('click');
    await expect(review.getByText(/Shown: 2 of/)).toBeVisible();
    await review.getByLabel('Kind').selectOption('gap');
    await expect(review.getByRole('listbox')).toContainText('an exemption applied');

    // The contact is in the copy of the person's requests, and in no session file.
    const [download] = await Promise.all([
      review.waitForEvent('download'),
      review.getByRole('button', { name: 'Save a copy of everything' }).click(),
    ]);
    const copy = unzipSync(readFileSync(await download.path()));
    const texts = Object.entries(copy).map(([name, bytes]) =>
      name.endsWith('.gz')
        ? ([name, gunzipSync(bytes).toString()] as const)
        : ([name, Buffer.from(bytes).toString()] as const),
    );
    expect(texts.filter(([, text]) => text.includes('desk 12')).map(([name]) => name)).toEqual(['requests.json']);
    expect(texts.map(([name]) => name.split('/')[0]).toSorted()).toEqual(['receipts', 'requests.json', 'sessions']);
  } finally {
    await rig.close();
    collector.close();
  }
});
