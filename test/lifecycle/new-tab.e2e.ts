// A new tab that takes its time to load is on its way to a listed page: nobody works elsewhere.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { Rig } from '../e2e/rig.ts';

/** More than a stretch on unlisted pages may take without a gap. */
const SLOW_MS = 2_500;

const PAGES: Readonly<Record<string, string>> = {
  '/': '<!doctype html><title>Orders</title><a href="/report" target="_blank" rel="noopener">Report</a><button>Sort</button>',
  '/report': '<!doctype html><title>Report</title><button>Print</button>',
};

test('a new tab that loads slowly is no unlisted stretch; a page of the browser is @long', async () => {
  const server = createServer(async ({ url = '/' }, answer) => {
    if (url === '/report') await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    answer.writeHead(200, { 'content-type': 'text/html' }).end(PAGES[url] ?? '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rig = await Rig.open({ policy: { sites: [`${site}/*`] } });
  try {
    await rig.page.goto(site);
    await rig.page.getByText('Sort').click();
    const [report] = await Promise.all([rig.context.waitForEvent('page'), rig.page.getByText('Report').click()]);
    await report.getByText('Print').click();
    await report.waitForTimeout(1_500);
    await report.goto('chrome://version');
    const leftAt = Date.now();
    await report.waitForTimeout(SLOW_MS);
    await rig.page.bringToFront();
    await rig.page.getByText('Sort').click();
    await rig.page.waitForTimeout(1_500);
    const [session] = await rig.finish();
    const gaps = session?.records.filter(({ kind }) => kind === 'gap') ?? [];
    expect(gaps).toEqual([expect.objectContaining({ reason: 'unlisted' })]);
    const [{ from, to } = {}] = gaps as readonly { readonly from?: number; readonly to?: number }[];
    expect(Number(to) - Number(from)).toBeLessThan(Date.now() - leftAt);
  } finally {
    await rig.close();
    server.close();
    server.closeAllConnections();
  }
});
