// The life of the capture script: the gate, pause, the last moment of a page, frames, document.open, and a page left as it was.
import { expect, test } from '@playwright/test';
import { CaptureRig, only } from './capture-rig.ts';

const CLICKER = '<button id=b>Press</button><input id=n aria-label=Note>';
const PAGES = {
  '/': `${CLICKER}<a id=go href="/next">Next</a>`,
  '/long': '<div style="height:90000px">x</div>',
  '/next': '<p>next</p><button id=b>Press</button>',
  '/frames': `<iframe srcdoc="<button id=b>Inside</button>"></iframe><iframe id=ed></iframe><script>
    const d = ed.contentDocument; d.open(); d.write('<body contenteditable>x</body>'); d.close();</script>`,
  '/open': `<script>function rewrite() { document.open(); document.write('<button id=b>Again</button>'); document.close(); }</script><button id=b onclick="setTimeout(rewrite)">First</button>`,
  '/untouched': `${CLICKER}<script>
      window.before = { keys: Object.getOwnPropertyNames(window).sort().join(), html: document.documentElement.outerHTML };
      window.seen = []; window.changes = 0;
      new MutationObserver((list) => { changes += list.length; }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      for (const type of ['message', 'error', 'unhandledrejection', 'securitypolicyviolation']) addEventListener(type, () => seen.push(type), true);
      window.order = [];
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']) b.addEventListener(type, (e) => order.push(e.type + e.defaultPrevented));
    </script>`,
};

let rig: CaptureRig;
let changes = 1;
async function setGate(isOpen: boolean): Promise<void> {
  changes += 1;
  await rig.setGate(changes, isOpen);
}
test.beforeAll(async () => {
  rig = await CaptureRig.open(PAGES);
});
test.afterAll(async () => {
  await rig.close();
});
test.beforeEach(async () => {
  await rig.tellWorker(`order = { kind: 'capture', pointerHz: 125, off: [], words }; answer = { kind: 'kept' }`);
  await setGate(true);
  await rig.tellWorker(
    'chrome.storage.local.get(null).then((all) => chrome.storage.local.remove(Object.keys(all).filter((key) => key !== "gate")))',
  );
});
test.afterEach(() => {
  expect(rig.console).toEqual([]);
});

test('while the gate is shut or absent a page sends nothing, not even a question', async () => {
  await setGate(false);
  await rig.visit('/');
  await rig.page.click('#b');
  await rig.tellWorker('chrome.storage.local.remove("gate")');
  await rig.page.reload();
  await rig.page.click('#b');
  await rig.page.waitForTimeout(1_300);
  expect(await (await rig.worker()).evaluate('messages')).toEqual([]);
});

test('a page that was told to rest sends one question and nothing else', async () => {
  await rig.tellWorker(`order = { kind: 'rest' }`);
  await rig.visit('/');
  await rig.page.click('#b');
  await rig.page.waitForTimeout(1_300);
  expect(await (await rig.worker()).evaluate('messages.map(({ type }) => type)')).toEqual(['gateAsked']);
});

test('what happens before the answer is kept until it comes, and kinds that are off are not sent', async () => {
  await rig.tellWorker(`order = undefined`);
  await rig.visit('/');
  await rig.page.click('#b');
  expect(await rig.readRecords()).toEqual([]);
  await rig.tellWorker(`order = { kind: 'capture', pointerHz: 30, off: ['key'], words }`);
  await rig.page.keyboard.press('Tab');
  const records = await rig.readRecords(4_500);
  expect(only(records, 'click')).toHaveLength(1);
  expect(only(records, 'pointer')).toEqual([]);
  expect(only(records, 'key')).toEqual([]);
});

test('a pause takes effect at once, what came before it is sent, and after it the numbers go on', async () => {
  await rig.visit('/');
  await rig.page.click('#n');
  await rig.page.keyboard.type('abc');
  await setGate(false);
  await rig.page.waitForTimeout(200);
  await rig.page.click('#b');
  await rig.page.keyboard.press('Escape');
  const before = await rig.readRecords();
  expect(only(before, 'typing')).toHaveLength(1);
  expect(only(before, 'click')).toHaveLength(1);
  await setGate(true);
  await rig.page.waitForTimeout(200);
  await rig.page.click('#b');
  const records = await rig.readRecords();
  expect(only(records, 'click')).toHaveLength(2);
  expect(only(records, 'page').at(-1)?.cause).toBe('restored');
  const batches = await rig.readBatches(0);
  expect(new Set(batches.map(({ doc }) => doc)).size).toBe(1);
  expect(batches.map(({ batch }) => batch)).toEqual(batches.map((_, index) => index));
});

test('a change of terms while recording goes on without a break', async () => {
  await rig.visit('/');
  await rig.tellWorker(`order = { kind: 'capture', pointerHz: 125, off: ['pointer'], words }`);
  await setGate(true);
  await rig.page.waitForTimeout(200);
  await rig.page.mouse.move(300, 300, { steps: 5 });
  await rig.page.click('#b');
  const records = await rig.readRecords();
  expect(only(records, 'pointer')).toEqual([]);
  expect(only(records, 'page')).toHaveLength(1);
  expect(only(records, 'click')).toHaveLength(1);
});

test('the click that navigates is in a tail when the worker does not answer, with names masked', async () => {
  await rig.visit('/');
  await rig.page.waitForTimeout(400);
  await rig.tellWorker('answer = undefined');
  await rig.page.click('#go');
  await rig.page.waitForTimeout(400);
  // The page before this one left a tail too, at its own end.
  const tails = await rig.readTails();
  const tail = tails.find(({ batches }) => JSON.stringify(batches).includes('"click"'));
  const records = tail?.batches.flatMap(({ records: some }) => some) ?? [];
  expect(only(records, 'click')).toMatchObject([{ target: { tag: 'a', name: { length: '1-4' } } }]);
  expect(JSON.stringify(tail)).not.toContain('Next');
  expect(JSON.stringify(tail)).not.toContain('/next');
  expect(tail?.doc).toMatch(/^[a-z0-9]{8,16}$/);
});

test('batches that nobody acknowledged are sent again, under the same number', async () => {
  await rig.visit('/');
  await rig.page.waitForTimeout(400);
  await rig.tellWorker('answer = undefined');
  await rig.page.click('#b');
  await rig.page.waitForTimeout(600);
  await rig.tellWorker(`answer = { kind: 'kept' }`);
  const records = await rig.readRecords(5_000);
  expect(only(records, 'click')).toHaveLength(1);
});

test('frames without a URL of their own are recorded, and listeners taken by document.open come back', async () => {
  await rig.visit('/frames');
  await rig.page.frameLocator('iframe').first().locator('#b').click();
  await rig.page.frames().at(-1)?.locator('body').click();
  await rig.page.keyboard.type('hello');
  const records = await rig.readRecords(3_500);
  expect(only(records, 'click').map(({ target }) => target.tag)).toEqual(['button', 'body']);
  expect(only(records, 'typing')).toMatchObject([{ inserted: '5-8' }]);
  const urls = only(records, 'page').flatMap(({ viewport, url }) => (viewport.index === undefined ? [] : [url]));
  expect(urls).toContain('about:srcdoc');
  expect(urls).toContain(`${rig.origin}/frames`);
});

test('a page that writes itself anew is still recorded', async () => {
  await rig.visit('/open');
  await rig.page.click('#b');
  await rig.page.getByText('Again').click();
  const clicks = only(await rig.readRecords(), 'click');
  expect(clicks.map(({ target }) => target.name)).toEqual([{ text: 'First' }, { text: 'Again' }]);
});

test('the page is left as it was: no node, no attribute, no global, no event, the same order', async () => {
  await rig.visit('/untouched');
  await rig.page.click('#b');
  await rig.page.click('#n');
  const found = await rig.page.evaluate(() => {
    const page = window as unknown as { before: { keys: string }; seen: string[]; changes: number; order: string[] };
    const added = Object.getOwnPropertyNames(window).filter((key) => !page.before.keys.split(',').includes(key));
    return { added, seen: page.seen, changes: page.changes, order: page.order };
  });
  expect(found.added.filter((key) => !['before', 'seen', 'changes', 'order'].includes(key))).toEqual([]);
  expect(found.seen).toEqual([]);
  expect(found.changes).toBe(0);
  expect(found.order).toEqual(['pointerdownfalse', 'mousedownfalse', 'pointerupfalse', 'mouseupfalse', 'clickfalse']);
  expect(rig.console).toEqual([]);
});

test('going back to a page that was kept alive is a page record of the same document', async () => {
  await rig.visit('/');
  await rig.page.evaluate('void (window.isKept = true)');
  await rig.page.click('#go');
  await rig.page.waitForURL('**/next');
  // No load follows.
  await rig.page.goBack({ waitUntil: 'commit' });
  await rig.page.click('#b');
  expect(await rig.page.evaluate('isKept')).toBe(true);
  const batches = await rig.readBatches();
  const doc = batches.find(({ records }) => only(records, 'page').length > 0)?.doc;
  const records = batches.filter((batch) => batch.doc === doc).flatMap((batch) => batch.records);
  expect(only(records, 'page').map(({ cause }) => cause)).toEqual(['other', 'back_forward']);
  expect(only(records, 'click').map(({ target }) => target.tag)).toEqual(['a', 'button']);
});

test('a wheel that is turned for long is a sign of work, at most twice a second, though its scroll is one record', async () => {
  await rig.visit('/long');
  await rig.page.mouse.move(300, 300);
  await rig.readRecords();
  await rig.tellWorker('messages = []; batches = []');
  for (let turn = 0; turn < 40; turn += 1) {
    await rig.page.mouse.wheel(0, 100);
    await rig.page.waitForTimeout(90);
  }
  const types = (await (await rig.worker()).evaluate('messages.map(({ type }) => type)')) as string[];
  const signs = types.filter((type) => type === 'pressed').length;
  expect(signs).toBeGreaterThanOrEqual(4);
  expect(signs).toBeLessThanOrEqual(16);
  expect(only(await rig.readRecords(), 'scroll')).toMatchObject([{ source: 'wheel' }]);
});

test('while nobody acts nothing is sent', async () => {
  await rig.visit('/');
  await rig.page.click('#b');
  await rig.readRecords();
  const count = async () => (await (await rig.worker()).evaluate('messages.length')) as number;
  const before = await count();
  await rig.page.waitForTimeout(5_000);
  expect(await count()).toBe(before);
});
