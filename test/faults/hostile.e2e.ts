// Pages and extensions that mean harm, and messages that are none of ours. What people do there is recorded all the same, and nothing else.
import { expect } from '@playwright/test';
import type { Bench } from './fault.ts';
import { fault } from './fault.ts';
import { foreignPage, openForeignExtension } from './foreign-extension.ts';

async function openHostile({ rig }: Bench): Promise<void> {
  await rig.page.goto(`${rig.site}/hostile.html`);
}

/** Runs one of the page's floods, in the page. */
function flood({ rig }: Bench, call: string): Promise<unknown> {
  return rig.page.evaluate(`window.floods.${call}`);
}

fault(
  {
    fault: 'A page floods itself with made events while somebody clicks',
    injection: 'A page script dispatches clicks, presses and keys without pause for 3 s, twice',
  },
  async (bench) => {
    await openHostile(bench);
    await bench.driver.work(bench.rig.page, 4);
    expect(await flood(bench, 'synthetic(3000)')).toBeGreaterThan(1_000);
    await bench.driver.work(bench.rig.page, 4);
    await flood(bench, 'synthetic(3000)');
    await bench.driver.work(bench.rig.page, 4);
  },
);

fault(
  {
    fault: 'A page is clicked faster than any hand can',
    injection: '300 trusted clicks without a pause, by Input.dispatchMouseEvent',
  },
  async (bench) => {
    await openHostile(bench);
    await bench.driver.work(bench.rig.page, 300, 0);
  },
);

fault(
  {
    fault: 'A page stops every event, and rewrites itself under its listeners',
    injection: 'A page script calls stopImmediatePropagation at window, then document.open',
  },
  async (bench) => {
    await openHostile(bench);
    await flood(bench, 'stop()');
    await bench.driver.work(bench.rig.page, 6);
    await openHostile(bench);
    await flood(bench, 'rewrite()');
    await bench.rig.page.waitForTimeout(500);
    await bench.driver.work(bench.rig.page, 6);
  },
);

fault(
  {
    fault: 'A page changes its address hundreds of times and plays the extension',
    injection: 'A page script calls history.pushState 150 times and posts the start message of content scripts',
  },
  async (bench) => {
    await openHostile(bench);
    await bench.driver.work(bench.rig.page, 3);
    await flood(bench, 'routes(150)');
    await flood(bench, 'forge()');
    await bench.driver.work(bench.rig.page, 6);
  },
);

fault(
  {
    fault: 'Another extension sends messages in the form of ours',
    injection: 'A second extension with its own id is loaded, and calls runtime.sendMessage and connect with our id',
    rig: { prepare: openForeignExtension },
  },
  async (bench) => {
    await bench.work(4);
    const foreign = await bench.rig.context.newPage();
    await foreign.goto(foreignPage(bench.rig));
    const answers = await foreign.evaluate(`attack(${JSON.stringify(bench.rig.extensionId)})`);
    expect(answers).toEqual(['refused', 'refused', 'refused', 'refused']);
    await foreign.close();
    await bench.rig.page.bringToFront();
    await bench.driver.work(bench.rig.page, 4);
  },
);

/** What a script of ours in a page could send if a page took it over: each is cut, changed or made up. */
const MALFORMED: readonly string[] = [
  'undefined',
  'null',
  '42',
  "'batchRecorded'",
  '[]',
  "({ type: 'batchRecorded' })",
  "({ type: 'batchRecorded', doc: 'x', batch: 0, records: [] })",
  "({ type: 'batchRecorded', doc: 'aaaaaaaaaaaa', batch: -1, records: [] })",
  "({ type: 'batchRecorded', doc: 'aaaaaaaaaaaa', batch: 1.5, records: [] })",
  "({ type: 'batchRecorded', doc: 'aaaaaaaaaaaa', batch: 0, records: [{ at: 'now', event: {} }] })",
  "({ type: 'batchRecorded', doc: 'aaaaaaaaaaaa', batch: 0, records: [{ at: Date.now(), event: { kind: 'click', point: { x: 1, y: 1 }, extra: 1 } }] })",
  "({ type: 'batchRecorded', doc: 'aaaaaaaaaaaa', batch: 0, records: Array.from({ length: 5000 }, () => ({ at: 0, event: { kind: 'key' } })) })",
  "({ type: 'gateAsked', doc: '../../etc', since: 0 })",
  "({ type: 'secretTyped', doc: 'aaaaaaaaaaaa', mark: 'x'.repeat(100000) })",
  "({ type: 'constructor', __proto__: { doc: 'aaaaaaaaaaaa' } })",
];

fault(
  {
    fault: "Malformed messages come from the script's own world in a page",
    injection: 'Runtime.evaluate of chrome.runtime.sendMessage and storage.local.set in the isolated world',
  },
  async (bench) => {
    const { rig } = bench;
    const cdp = await rig.context.newCDPSession(rig.page);
    const worlds: number[] = [];
    cdp.on('Runtime.executionContextCreated', ({ context: { id, origin } }) => {
      if (origin.startsWith('chrome-extension://')) worlds.push(id);
    });
    await cdp.send('Runtime.enable');
    await bench.work(4);
    const contextId = worlds.at(-1) ?? 0;
    const run = (expression: string) =>
      cdp.send('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true });
    for (const message of MALFORMED) {
      const { result } = await run(`chrome.runtime.sendMessage(${message}).then(JSON.stringify, String)`);
      expect(String(result.value), message).not.toMatch(/"kept"|"capture"/);
    }
    await run("chrome.storage.local.set({ 'tail:zzzz': { doc: 'aaaaaaaaaaaa', batches: 'none' }, 'tail:yyyy': 7 })");
    await rig.page.waitForTimeout(500);
    expect((await run('chrome.storage.local.get().then((all) => Object.keys(all).join())')).result.value).not.toMatch(
      /tail:/,
    );
    await bench.driver.work(rig.page, 4);
  },
);
