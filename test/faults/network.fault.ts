// Faults of the network and the collector while a browser with the extension sends: after each, everything that the driver
// did is in the store once, and `showhow verify` finds nothing.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLI, ROOT } from '../../src/dev/paths.ts';
import { Rig } from '../e2e/rig.ts';
import type { Breaking, FaultProxy } from './fault-proxy.ts';
import { openFaultProxy } from './fault-proxy.ts';

let proxy: FaultProxy;
let rig: Rig;
/** Every place that was clicked, over all faults. */
const clicked: { x: number; y: number }[] = [];

beforeAll(async () => {
  proxy = await openFaultProxy();
  rig = await Rig.open({ policy: { collectorUrl: proxy.url, uploadEveryMinutes: 0.05 } });
  proxy.setTarget(rig.collectorUrl);
}, 120_000);
afterAll(async () => {
  await rig.close();
  await proxy.close();
});

const answerWith =
  (status: number, headers: Record<string, string> = {}, body = ''): Breaking =>
  async (incoming, answer) => {
    for await (const _ of incoming);
    answer.writeHead(status, headers).end(body);
  };
const html = { 'content-type': 'text/html' };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const FAULTS: readonly (readonly [string, Breaking])[] = [
  ['the connection is reset before the body', async (incoming) => void incoming.socket.destroy()],
  [
    'the connection is reset in the middle of the body',
    async (incoming) => void incoming.once('data', () => incoming.socket.resetAndDestroy()),
  ],
  [
    'the segment is stored and the answer is lost',
    async (incoming, answer, pass) => {
      const { socket } = incoming;
      answer.writeHead = () => {
        socket.resetAndDestroy();
        return answer;
      };
      await pass();
    },
  ],
  [
    'the answer comes after three seconds',
    async (_, __, pass) => {
      await wait(3_000);
      await pass();
    },
  ],
  ['401', answerWith(401)],
  ['403', answerWith(403)],
  ['404', answerWith(404)],
  ['408', answerWith(408)],
  ['429 with Retry-After', answerWith(429, { 'retry-after': '2' })],
  ['500', answerWith(500)],
  ['502 with HTML', answerWith(502, html, '<h1>Bad gateway</h1>')],
  ['503', answerWith(503)],
  ['507 with Retry-After', answerWith(507, { 'retry-after': '2' })],
  ['a captive portal: 302 to a page', answerWith(302, { location: '/login', ...html })],
  ['a captive portal: 511 with HTML', answerWith(511, html, '<h1>Sign in</h1>')],
  ['an answer that is no HTTP', async (incoming) => void incoming.socket.end('SSH-2.0-nothing\r\n')],
];

/** Clicks at three places that no other click of this file has. */
async function work(): Promise<void> {
  await rig.page.goto(`${rig.site}/index.html`);
  for (let click = 0; click < 3; click += 1) {
    const place = { x: 5 + (clicked.length % 40), y: 5 + Math.floor(clicked.length / 40) };
    await rig.page.mouse.click(place.x, place.y);
    clicked.push(place);
    await rig.page.waitForTimeout(150);
  }
  await rig.page.waitForTimeout(1_300);
}

async function expectAllOnce(): Promise<void> {
  const clicks = rig
    .sessions()
    .flatMap(({ records }) => records)
    .filter(({ kind }) => kind === 'click');
  expect(clicks).toHaveLength(clicked.length);
  const output = execFileSync(process.execPath, [CLI, 'verify', rig.store], { cwd: ROOT, encoding: 'utf8' });
  expect(output).not.toContain('FAULT');
}

test.each(FAULTS)('%s', async (_, breaking) => {
  proxy.arm(breaking, 1);
  await work();
  await rig.quit();
  await rig.launch();
  await expect.poll(() => proxy.broken(), { timeout: 30_000, interval: 200 }).toBe(1);
  await expect.poll(() => clicksIn(), { timeout: 90_000, interval: 500 }).toBe(clicked.length);
  await expectAllOnce();
});

function clicksIn(): number {
  return rig.sessions().reduce((sum, { records }) => sum + records.filter(({ kind }) => kind === 'click').length, 0);
}

test('the collector is down for a while', async () => {
  await rig.stopCollector();
  await work();
  await rig.quit();
  await rig.launch();
  await wait(2_000);
  await rig.startCollector();
  await expect.poll(() => clicksIn(), { timeout: 90_000, interval: 500 }).toBe(clicked.length);
  await expectAllOnce();
});
