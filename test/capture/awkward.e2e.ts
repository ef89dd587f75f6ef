// Pages that make it hard: events stopped on their way, names that hide properties, editors that read keys, frames of a closed tab.
import { expect, test } from '@playwright/test';
import type { TimedEvent } from '../../src/model/record.ts';
import { CaptureRig, only } from './capture-rig.ts';

const PAGES = {
  '/stopped': `<script>for (const type of ['pointerdown', 'pointerup', 'click', 'change', 'scroll', 'input', 'keydown'])
      addEventListener(type, (event) => event.stopImmediatePropagation(), true)</script>
    <button id=b>Press</button><input id=c type=checkbox aria-label=Agree><input id=n aria-label=Note>`,
  '/clobbered': `<form name=querySelector><input name=getAttribute><input name=children><input name=parentElement><input name=localName>
      <input name=matches><input name=closest><input name=getRootNode><input name=getBoundingClientRect><input name=addEventListener>
      <input name=shadowRoot><input name=labels><div style="position:fixed;left:0;top:0;width:90px;height:30px" role=button>Press</div>
      <input style="position:fixed;left:0;top:50px" aria-label=Note><input type=submit value=Go></form>
    <form name=activeElement></form><form name=elementFromPoint></form><form name=getElementById></form><form name=createTreeWalker></form>`,
  '/keys': `<div id=ed contenteditable style="min-height:20px" aria-label=Code></div><input id=line aria-label=Line>
    <input id=fixed readonly value=x aria-label=Fixed><input id=digits aria-label=Digits>
    <script>
      ed.onkeypress = (event) => { event.preventDefault(); ed.append(event.key); };
      digits.onkeypress = (event) => { if (!/[0-9]/.test(event.key)) event.preventDefault(); };
    </script>`,
  '/inside': `<div id=map tabindex=0 style="width:300px;height:100px;background:#eee"><div id=pin style="cursor:pointer;width:40px;height:40px"><i id=leaf>x</i></div></div>
    <div draggable=true id=card style="width:200px"><span id=text>Card</span> <b id=close style="cursor:pointer"><i id=cross>x</i></b></div>
    <button id=whole style="cursor:default"><i id=icon style="cursor:pointer">Go</i></button>
    <img id=image alt=Map usemap="#areas" width=100 height=80 src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='100' height='80'/%3E">
    <map name=areas><area shape=rect coords="0,0,50,80" href="#west" alt=West></map>`,
  '/roots': `<x-a></x-a><svg width=60 height=60><g><rect width=20 height=20></rect><rect id=r y=30 width=20 height=20></rect></g></svg><script>
      customElements.define('x-a', class extends HTMLElement { constructor() { super();
        this.attachShadow({ mode: 'open' }).innerHTML = '<div><button>One</button><div><button>Two</button></div></div>'; } })</script>`,
  '/many': `<ul>${'<li>x</li>'.repeat(1_500)}<li><b id=last>Last</b></li></ul>`,
  '/frames': `<button id=top>Top</button><iframe src="/note"></iframe>`,
  '/note': '<input id=n aria-label=Note>',
  '/stranger': `<iframe id=f></iframe><script>f.src = 'http://localhost:' + location.port + '/note'</script>`,
  '/paper.pdf': `%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>> endobj
trailer <</Root 1 0 R>>`,
};

let rig: CaptureRig;
test.beforeAll(async () => {
  rig = await CaptureRig.open(PAGES);
});
test.afterAll(async () => {
  await rig.close();
});
test.afterEach(() => {
  expect(rig.console).toEqual([]);
});

test('a page whose first script stops every event on the window hides nothing', async () => {
  await rig.visit('/stopped');
  await rig.page.click('#b');
  await rig.page.click('#c');
  await rig.page.click('#n');
  await rig.page.keyboard.type('words');
  await rig.page.click('#b');
  const records = await rig.readRecords();
  expect(only(records, 'click').map(({ target }) => target.tag)).toEqual(['button', 'input', 'input', 'button']);
  expect(only(records, 'change')).toMatchObject([{ control: 'checkbox' }]);
  expect(only(records, 'typing')).toMatchObject([{ inserted: '5-8' }]);
});

test('controls named like properties of their form or of the document bend nothing', async () => {
  await rig.visit('/clobbered');
  // The driver's own words for elements break on such a page.
  await rig.page.mouse.click(20, 15);
  await rig.page.mouse.click(20, 60);
  await rig.page.keyboard.type('words');
  await rig.page.keyboard.press('Enter');
  const records = await rig.readRecords();
  expect(only(records, 'click').map(({ target }) => [target.tag, target.role, target.name])).toEqual([
    ['div', 'button', { text: 'Press' }],
    ['input', 'textbox', { text: 'Note' }],
    // Enter in a line presses the button that submits.
    ['input', 'button', { text: 'Go' }],
  ]);
  expect(only(records, 'typing')).toMatchObject([{ inserted: '5-8' }]);
  expect(only(records, 'submit')).toMatchObject([{ target: { tag: 'form' } }]);
});

test('what an editor takes straight from the keys is typing, what a field refuses is not', async () => {
  await rig.visit('/keys');
  await rig.page.click('#ed');
  await rig.page.keyboard.type('seven!!');
  for (const field of ['#line', '#fixed', '#digits']) {
    await rig.page.click(field);
    await rig.page.keyboard.press('Enter');
  }
  await rig.page.click('#fixed');
  await rig.page.keyboard.type('nothing');
  await rig.page.click('#digits');
  await rig.page.keyboard.type('no');
  await rig.page.click('#line');
  expect(only(await rig.readRecords(), 'typing').map(({ target, inserted }) => [target.name, inserted])).toEqual([
    [{ text: 'Code' }, '5-8'],
  ]);
});

test('the path to a press stands before the click, and a drag keeps its buttons', async () => {
  await rig.visit('/inside');
  await rig.page.mouse.move(200, 60);
  await rig.page.mouse.move(250, 70, { steps: 6 });
  await rig.page.mouse.down();
  await rig.page.mouse.up();
  await rig.page.mouse.move(150, 60, { steps: 6 });
  await rig.page.mouse.down();
  await rig.page.mouse.move(100, 90, { steps: 6 });
  await rig.page.mouse.up();
  const records = await rig.readRecords();
  const acts = records.map(({ event }) => event.kind).filter((kind) => /pointer|click|drag/.test(kind));
  // On a busy machine the way to the press may pause, and be two paths.
  const clickAt = acts.indexOf('click');
  expect(new Set(acts.slice(0, clickAt))).toEqual(new Set(['pointer']));
  expect(acts[clickAt + 1]).toBe('pointer');
  const paths = only(records, 'pointer');
  const [first, others] = [paths[clickAt - 1], paths.slice(clickAt)];
  // Pressed at its end; the drag begins held and ends released, in however many paths.
  expect(first?.buttons?.at(-1)?.[1]).toBe(1);
  const held = others.flatMap(({ buttons = [[0, 0]] }) => buttons.map(([, down]) => down));
  expect(held).toContain(1);
  expect(held.at(-1)).toBe(0);
});

test('the thing inside wins over a pane that only takes the focus, and over what can be dragged; a control wins over its icon', async () => {
  await rig.visit('/inside');
  for (const id of ['#leaf', '#text', '#cross', '#icon']) await rig.page.click(id);
  const map = await rig.page.locator('#map').boundingBox();
  await rig.page.mouse.click((map?.x ?? 0) + 200, (map?.y ?? 0) + 80);
  const clicks = only(await rig.readRecords(), 'click').map(({ target }) => [target.tag, target.leaf?.tag]);
  expect(clicks).toEqual([
    ['div', 'i'],
    ['div', 'span'],
    ['b', 'i'],
    ['button', 'i'],
    ['div', undefined],
  ]);
});

test('a point on an image map lies in the box of its target', async () => {
  await rig.visit('/inside');
  const image = await rig.page.locator('#image').boundingBox();
  await rig.page.mouse.click((image?.x ?? 0) + 20, (image?.y ?? 0) + 40);
  const [click] = only(await rig.readRecords(), 'click');
  expect(click?.target.tag).toBe('area');
  const [left = 0, top = 0, width = 0, height = 0] = click?.target.box ?? [];
  expect(click?.point?.x).toBeGreaterThanOrEqual(left);
  expect(click?.point?.x).toBeLessThanOrEqual(left + width);
  expect(click?.point?.y).toBeGreaterThanOrEqual(top);
  expect(click?.point?.y).toBeLessThanOrEqual(top + height);
});

test('every target has two selectors of tags and positions alone that find it and nothing else', async () => {
  await rig.visit('/roots');
  await rig.page.getByText('One').click();
  await rig.page.getByText('Two').click();
  await rig.page.locator('#r').click();
  const clicks = only(await rig.readRecords(), 'click');
  const plain = clicks.map(({ target }) =>
    (target.selectors ?? []).filter(({ unique, value }) => unique === 'yes' && !/[#."]/.test(value)),
  );
  expect(plain.map((each) => each.map(({ kind }) => kind))).toEqual([
    ['css', 'pierce'],
    ['css', 'pierce'],
    ['css', 'xpath'],
  ]);
  const found = await rig.page.evaluate((all) => {
    const root = document.querySelector('x-a')?.shadowRoot;
    const xpath = document.evaluate(all.at(-1)?.at(-1)?.value ?? '', document, null, 9).singleNodeValue;
    return [
      root?.querySelectorAll(all[0]?.[0]?.value ?? '')[0]?.textContent,
      root?.querySelectorAll(all[1]?.[0]?.value ?? '')[0]?.textContent,
      (xpath as Element | null)?.id,
    ];
  }, plain);
  expect(found).toEqual(['One', 'Two', 'r']);
});

test('an element behind more than a thousand others has two selectors of tags and positions too', async () => {
  await rig.visit('/many');
  await rig.page.click('#last');
  const [click] = only(await rig.readRecords(), 'click');
  const plain = (click?.target.selectors ?? []).filter(({ value }) => !/[#."]/.test(value));
  expect(plain.map(({ kind, unique }) => [kind, unique])).toEqual([
    ['css', 'yes'],
    ['xpath', 'yes'],
  ]);
});

for (const isLeft of [true, false]) {
  test(`what was typed in a frame is kept when the tab is closed ${isLeft ? 'after' : 'before'} the frame was left`, async () => {
    await rig.visit('/note');
    const tab = await rig.context.newPage();
    await tab.goto(`${rig.origin}/frames`);
    await tab.waitForTimeout(500);
    await tab.frameLocator('iframe').locator('#n').click();
    await tab.keyboard.type('word');
    if (isLeft) await tab.click('#top');
    await tab.close();
    const records = await rig.readRecords();
    expect(only(records, 'typing')).toMatchObject([{ inserted: '1-4' }]);
    // The page and its frame both say that they are gone.
    expect(only(records, 'visibility').filter(({ state }) => state === 'hidden')).toHaveLength(2);
  });
}

test('what is open in a frame of another site lies with the worker as a draft that changes with its buckets alone', async () => {
  await rig.visit('/stranger');
  await rig.page.frameLocator('iframe').locator('#n').click();
  await rig.page.keyboard.type('wonder', { delay: 20 });
  const read = async () =>
    (await (
      await rig.worker()
    ).evaluate('messages.flatMap((message) => (message.type === "drafted" ? message.records : []))')) as TimedEvent[];
  await expect.poll(async () => only(await read(), 'typing').at(-1)?.inserted).toBe('5-8');
  const drafts = only(await read(), 'typing').map((event) => JSON.stringify(event));
  // Not one for each key: no two are the same.
  expect(new Set(drafts).size).toBe(drafts.length);
  expect(drafts.join()).not.toContain('wonder');
  await rig.page.mouse.click(600, 400);
  expect(only(await rig.readRecords(), 'typing')).toMatchObject([{ inserted: '5-8' }]);
});

test('of a PDF that the browser shows the page is told and where it was clicked, and nothing of what it holds', async () => {
  await rig.visit('/paper.pdf');
  // The viewer lies in a frame that says nothing of itself.
  const told = async (): Promise<string[]> => only(await rig.readRecords(0), 'page').map(({ url }) => url);
  const both = [`${rig.origin}/:x`, 'about:blank'];
  await expect.poll(async () => new Set(await told())).toEqual(new Set(both));
  await rig.page.mouse.click(600, 300);
  await rig.page.keyboard.press('PageDown');
  const records = await rig.readRecords();
  expect(new Set(await told())).toEqual(new Set(both));
  // The viewer's own frame once it is there, before that the page that waits for it.
  const tag = expect.stringMatching(/^(body|iframe)$/);
  expect(only(records, 'click')).toMatchObject([{ point: { x: 600, y: 300 }, target: { tag } }]);
  expect(only(records, 'click')[0]?.target).not.toHaveProperty('name');
});
