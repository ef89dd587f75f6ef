// What the capture script records of trusted input, kind by kind, in a real browser.
import { expect, test } from '@playwright/test';
import type { TimedEvent } from '../../src/model/record.ts';
import { CaptureRig, only } from './capture-rig.ts';

const PAGES = {
  '/buttons': `
    <button id=save class="btn primary" data-testid=save-order><svg width=40 height=20><rect width=40 height=20 /></svg> Save</button>
    <label id=lab>Agree <input type=checkbox id=agree></label>
    <ul><li><button id=inlist>Reply to Erika</button></li></ul>
    <div id=menu style="width:80px;height:20px;background:#ddd" tabindex=0>Menu</div>
    <a href="/other" id=link>Go on</a>
    <script>menu.addEventListener('mousedown', () => menu.remove())</script>`,
  '/other': '<p>there</p>',
  '/fields': `
    <form onsubmit="event.preventDefault()">
      <label for=n>Full name</label><input id=n name=fullname>
      <label for=p>Password</label><input id=p type=password>
      <label for=m>Notes</label><textarea id=m></textarea>
      <div id=e contenteditable aria-label="Reply" style="min-height:20px;border:1px solid"></div>
      <label for=s>Priority</label><select id=s><option>Low<option>High</select>
      <label for=c>Urgent</label><input id=c type=checkbox>
      <label for=v>Volume</label><input id=v type=range>
      <button id=go>Send</button>
    </form>`,
  '/scroll': `<div id=pane style="height:200px;overflow:auto;width:300px"><div style="height:3000px">x</div></div>
    <div style="height:5000px"></div>`,
  '/drag': `<div id=a style="width:60px;height:60px;background:red"></div>
    <div id=src draggable=true style="position:absolute;left:10px;top:150px;width:60px;height:60px;background:blue"></div>
    <div id=dst style="position:absolute;left:300px;top:150px;width:90px;height:90px;background:green"></div>
    <script>
      src.addEventListener('dragstart', (e) => e.dataTransfer.setData('text/plain', 'Erika'));
      dst.addEventListener('dragover', (e) => e.preventDefault());
      dst.addEventListener('drop', (e) => e.preventDefault());
    </script>`,
  '/shadow': `<x-open></x-open><x-closed></x-closed><script>
      customElements.define('x-open', class extends HTMLElement { constructor() { super();
        this.attachShadow({ mode: 'open' }).innerHTML = '<button id=in>Apply</button><select id=sel aria-label="Size"><option>a<option>b</select>'; } });
      customElements.define('x-closed', class extends HTMLElement { constructor() { super();
        this.attachShadow({ mode: 'closed' }).innerHTML = '<label>PIN <input type=password id=pin></label>'; } });
    </script>`,
  '/dialog': `<button id=o>Open</button><dialog id=d aria-label="Confirm">Sure?<button>Yes</button></dialog>
    <button popovertarget=p id=po>More</button><div id=p popover>menu</div>
    <script>o.onclick = () => d.showModal()</script>`,
  '/keypad': `<h3>Enter your PIN</h3><div id=pad>${'123456789'
    .split('')
    .map((n) => `<button id=k${n}>${n}</button>`)
    .join('')}</div><input type=range id=r>`,
  '/neighbours': `Password <input id=own aria-label="City"><p>Code <input id=first> <input id=after></p><div>Password: <b></b><input id=bare></div>`,
  '/huge': `<label for=in>${'<i>word </i>'.repeat(5_000)}</label><input id=in style="position:fixed;top:0;left:0;z-index:2">
    <button id=btn style="position:fixed;top:50px;left:0;z-index:2;width:60px;height:20px;overflow:hidden">${'<i>word </i>'.repeat(5_000)}</button>`,
  '/anew': `<div id=w><input type=password name=entry aria-label=Entry></div>
    <button onclick="w.innerHTML = '<input type=text name=entry aria-label=Entry>'">Show</button>`,
  '/spa': `<button id=b onclick="history.pushState(null, '', '/spa/ticket/4711')">Open</button><a href="#part">Part</a><p id=part>x`,
};

let rig: CaptureRig;
test.beforeAll(async () => {
  rig = await CaptureRig.open(PAGES);
});
test.afterAll(async () => {
  await rig.close();
});
test.afterEach(() => {
  // Chromium's own hint at password fields.
  expect(rig.console.filter((line) => !line.startsWith('[DOM] '))).toEqual([]);
});

function texts(records: readonly TimedEvent[]): string {
  return JSON.stringify(records);
}

test('a page is told with its safe URL and its viewport, and batches are numbered from 0 without holes', async () => {
  await rig.visit('/buttons?token=abc#x');
  const [page] = only(await rig.readRecords(), 'page');
  expect(page?.url).toBe(`${rig.origin}/buttons`);
  expect(page?.viewport).toMatchObject({ width: 1280, height: 800, dpr: 1, zoom: 1 });
  await rig.page.click('#save');
  const numbers = (await rig.readBatches()).map(({ batch }) => batch);
  expect(numbers).toEqual(numbers.map((_, index) => index));
});

test('a click names the button around the icon that was hit, with point, box and tried selectors', async () => {
  await rig.visit('/buttons');
  await rig.page.click('#save', { position: { x: 15, y: 12 }, modifiers: ['Shift'] });
  const [click] = only(await rig.readRecords(), 'click');
  expect(click).toMatchObject({ button: 'primary', count: 1, by: 'mouse', modifiers: ['Shift'] });
  expect(click?.target).toMatchObject({ tag: 'button', role: 'button', name: { text: 'Save' }, testId: 'save-order' });
  expect(click?.target.leaf?.tag).toBe('rect');
  expect(click?.target.selectors).toContainEqual({ kind: 'test', value: '[data-testid="save-order"]', unique: 'yes' });
  expect(click?.target.selectors).toContainEqual({ kind: 'css', value: '#save', unique: 'yes' });
  expect(click?.point?.nx).toBeCloseTo((click?.point?.x ?? 0) / 1280, 3);
});

test('double clicks count, right and middle clicks have their button', async () => {
  await rig.visit('/buttons');
  await rig.page.dblclick('#save');
  await rig.page.click('#save', { button: 'right' });
  await rig.page.click('#save', { button: 'middle' });
  const clicks = only(await rig.readRecords(), 'click').map(({ button, count }) => `${button} ${count}`);
  expect(clicks).toEqual(['primary 1', 'primary 2', 'secondary 1', 'auxiliary 1']);
});

test('a click made by a key has no point, a click passed on by a label says so', async () => {
  await rig.visit('/buttons');
  await rig.page.focus('#save');
  await rig.page.keyboard.press('Enter');
  await rig.page.click('#lab', { position: { x: 5, y: 8 } });
  const records = await rig.readRecords();
  const clicks = only(records, 'click');
  expect(clicks.map(({ by, target, point }) => [by, target.tag, point !== undefined])).toEqual([
    ['keyboard', 'button', false],
    ['mouse', 'label', true],
    ['label', 'input', false],
  ]);
  expect(only(records, 'change')).toMatchObject([{ control: 'checkbox', field: { class: 'choice', mode: 'masked' } }]);
  expect(texts(records)).not.toContain('"checked"');
});

test('a press on something that the page takes away at once is still a click', async () => {
  await rig.visit('/buttons');
  await rig.page.mouse.move(40, 70);
  const box = await rig.page.locator('#menu').boundingBox();
  await rig.page.mouse.click((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
  expect(only(await rig.readRecords(), 'click')).toMatchObject([{ target: { tag: 'div' } }]);
});

test('what a script does is not recorded', async () => {
  await rig.visit('/buttons');
  await rig.page.evaluate(() => {
    document.querySelector('button')?.click();
    document.querySelector('button')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  });
  const records = await rig.readRecords();
  expect(only(records, 'click')).toEqual([]);
  expect(only(records, 'key')).toEqual([]);
});

test('a name inside a list item is only a length', async () => {
  await rig.visit('/buttons');
  await rig.page.click('#inlist');
  const records = await rig.readRecords();
  expect(only(records, 'click')[0]?.target.name).toEqual({ length: '9-16' });
  expect(texts(records)).not.toContain('Erika');
});

test('typing is one burst in buckets, before the key that ended it', async () => {
  await rig.visit('/fields');
  await rig.page.click('#n');
  await rig.page.keyboard.type('Erika Beispielo');
  await rig.page.keyboard.press('Backspace');
  await rig.page.keyboard.press('Backspace');
  await rig.page.keyboard.type('l');
  await rig.page.keyboard.press('Tab');
  const records = await rig.readRecords();
  const [typing] = only(records, 'typing');
  expect(typing).toMatchObject({
    inserted: '9-16',
    deleted: '1-4',
    corrections: '1-4',
    field: { class: 'name', mode: 'masked' },
  });
  expect(only(records, 'key').map(({ key }) => key)).toEqual(['Tab']);
  expect(texts(records)).not.toMatch(/Erika|Beispiel/);
});

test('of a password only the use is told, also after it was shown as text', async () => {
  await rig.visit('/fields');
  await rig.page.click('#p');
  await rig.page.keyboard.type('Blau-Kran-77!');
  await rig.page.evaluate(() => document.querySelector('#p')?.setAttribute('type', 'text'));
  await rig.page.keyboard.type('more');
  await rig.page.keyboard.press('Escape');
  await rig.page.keyboard.press('Tab');
  const records = await rig.readRecords();
  for (const typing of only(records, 'typing')) {
    expect(
      Object.keys(typing)
        .filter((key) => typing[key as keyof typeof typing] !== undefined)
        .toSorted(),
    ).toEqual(['field', 'kind', 'target']);
    expect(typing.field).toEqual({ class: 'password', mode: 'protected' });
    expect(typing.target.name).toEqual({ text: 'Password' });
  }
  expect(only(records, 'typing').length).toBeGreaterThan(0);
  expect(only(records, 'key').map(({ key }) => key)).toEqual(['Tab']);
  expect(only(records, 'click')[0]?.point).toBeUndefined();
  expect(texts(records)).not.toMatch(/Blau|Kran|77!|"more"/);
});

test('an editor tells as much as a plain field, and nothing of its content', async () => {
  await rig.visit('/fields');
  await rig.page.click('#e');
  await rig.page.keyboard.type('Dear Erika,');
  await rig.page.keyboard.press('Enter');
  await rig.page.keyboard.type('thank you');
  await rig.page.click('#go');
  const records = await rig.readRecords();
  expect(only(records, 'typing').map(({ inserted }) => inserted)).toEqual(['9-16', '9-16']);
  expect(only(records, 'typing')[0]?.target.name).toEqual({ text: 'Reply' });
  expect(texts(records)).not.toContain('Erika');
});

test('a paste is told as clipboard and as typing, with its length as a bucket', async () => {
  await rig.visit('/fields');
  await rig.page.click('#n');
  await rig.page.keyboard.type('Erika Beispiel');
  await rig.page.keyboard.press('Control+a');
  await rig.page.keyboard.press('Control+c');
  await rig.page.click('#m');
  await rig.page.keyboard.press('Control+v');
  await rig.page.click('#go');
  const records = await rig.readRecords();
  expect(only(records, 'clipboard').map(({ action, length }) => [action, length])).toEqual([
    ['copy', '9-16'],
    ['paste', '9-16'],
  ]);
  expect(only(records, 'typing').at(-1)).toMatchObject({ pasted: true, inserted: '9-16' });
  expect(only(records, 'key').map(({ key, modifiers }) => [key, modifiers])).toEqual([
    ['a', ['Control']],
    ['c', ['Control']],
    ['v', ['Control']],
  ]);
});

test('undo takes back, redo puts in again, and text without a key is typed text', async () => {
  await rig.visit('/fields');
  await rig.page.click('#m');
  await rig.page.keyboard.type('xyz');
  await rig.page.keyboard.press('Control+z');
  await rig.page.keyboard.press('Control+Shift+z');
  await rig.page.click('#n');
  // As dictation does it.
  await rig.page.keyboard.insertText('whole words');
  await rig.page.click('#go');
  const [undone, dictated] = only(await rig.readRecords(), 'typing');
  expect(undone).toMatchObject({ inserted: '5-8', deleted: '1-4', corrections: '1-4' });
  expect(dictated).toMatchObject({ inserted: '9-16' });
  expect([dictated?.pasted, dictated?.autofilled]).toEqual([undefined, undefined]);
});

test('composed text counts once, when it is committed', async () => {
  await rig.visit('/fields');
  await rig.page.click('#n');
  const cdp = await rig.context.newCDPSession(rig.page);
  for (const text of ['k', 'か', 'かん', 'かんじ']) {
    await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await cdp.send('Input.insertText', { text: '漢字' });
  await rig.page.click('#go');
  expect(only(await rig.readRecords(), 'typing')).toMatchObject([{ inserted: '1-4' }]);
});

test('choices tell that they changed, and sliders have no point', async () => {
  await rig.visit('/fields');
  await rig.page.selectOption('#s', 'High');
  await rig.page.focus('#s');
  await rig.page.keyboard.press('ArrowUp');
  await rig.page.click('#c');
  await rig.page.click('#v', { position: { x: 20, y: 8 } });
  const records = await rig.readRecords();
  expect(only(records, 'change').map(({ control }) => control)).toEqual(['select', 'checkbox', 'slider']);
  expect(only(records, 'click').at(-1)?.point).toBeUndefined();
  const slider = only(records, 'click').at(-1)?.target.box ?? [0, 0, 0, 0];
  expect(only(records, 'pointer').filter(({ x, y }) => x > slider[0] && y > slider[1])).toEqual([]);
  expect(texts(records)).not.toMatch(/"checked"|"selected"|High/);
});

test('a submit names the form and the button', async () => {
  await rig.visit('/fields');
  await rig.page.click('#go');
  const records = await rig.readRecords();
  const [submit] = only(records, 'submit');
  expect(submit?.target.tag).toBe('form');
  expect(submit?.submitter).toBe(only(records, 'click')[0]?.target.node);
});

test('a scroll gesture is one record with where it began and ended', async () => {
  await rig.visit('/scroll');
  await rig.page.mouse.move(600, 300);
  await rig.page.mouse.wheel(0, 400);
  await rig.page.waitForTimeout(600);
  await rig.page.mouse.move(100, 100);
  await rig.page.mouse.wheel(0, 150);
  const scrolls = only(await rig.readRecords(), 'scroll');
  expect(scrolls[0]).toMatchObject({ from: { x: 0, y: 0 }, to: { x: 0, y: 400 }, source: 'wheel' });
  expect(scrolls[0]?.target).toBeUndefined();
});

test('what the page scrolls by itself is not recorded', async () => {
  await rig.visit('/scroll');
  await rig.page.waitForTimeout(1_100);
  await rig.page.evaluate(() => window.scrollTo(0, 900));
  expect(only(await rig.readRecords(), 'scroll')).toEqual([]);
});

test('drags have both ends, and never what was dragged', async () => {
  await rig.visit('/drag');
  await rig.page.mouse.move(30, 30);
  await rig.page.mouse.down();
  await rig.page.mouse.move(300, 60, { steps: 5 });
  await rig.page.mouse.up();
  await rig.page.dragAndDrop('#src', '#dst');
  const records = await rig.readRecords();
  const [pointer, html] = only(records, 'drag');
  expect(pointer).toMatchObject({ by: 'pointer', from: { target: { tag: 'div' } }, to: { point: { x: 300, y: 60 } } });
  expect(html).toMatchObject({ by: 'html', items: [{ type: 'text/plain', count: 1 }] });
  expect(html?.from?.target?.selectors).toContainEqual({ kind: 'css', value: '#src', unique: 'yes' });
  expect(html?.to?.target?.selectors).toContainEqual({ kind: 'css', value: '#dst', unique: 'yes' });
  expect(texts(records)).not.toContain('Erika');
});

test('shadow roots are looked into, closed ones too', async () => {
  await rig.visit('/shadow');
  await rig.page.click('x-open #in');
  await rig.page.focus('x-open #sel');
  await rig.page.keyboard.press('ArrowDown');
  const box = await rig.page.locator('x-closed').boundingBox();
  await rig.page.mouse.click((box?.x ?? 0) + 60, (box?.y ?? 0) + 10);
  await rig.page.keyboard.type('4711');
  await rig.page.keyboard.press('Tab');
  const records = await rig.readRecords();
  const [open, closed] = only(records, 'click');
  expect(open?.target).toMatchObject({ tag: 'button', name: { text: 'Apply' }, shadow: ['x-open'] });
  expect(open?.target.selectors?.map(({ kind, value }) => [kind, value])).toContainEqual([
    'pierce',
    'html > body > x-open:nth-of-type(1) >>> :host > button:nth-of-type(1)',
  ]);
  expect(only(records, 'change')).toMatchObject([{ control: 'select' }]);
  expect(closed?.target).toMatchObject({
    tag: 'input',
    type: 'password',
    field: { mode: 'protected' },
    shadow: ['x-closed'],
  });
  expect(only(records, 'typing')).toMatchObject([{ field: { mode: 'protected' } }]);
});

test('dialogs and popovers are told when they open', async () => {
  await rig.visit('/dialog');
  await rig.page.click('#po');
  await rig.page.waitForTimeout(100);
  await rig.page.keyboard.press('Escape');
  await rig.page.click('#o');
  const dialogs = only(await rig.readRecords(), 'dialog');
  expect(dialogs.map(({ type }) => type)).toEqual(['popover', 'dialog']);
  expect(dialogs[1]?.target.name).toEqual({ text: 'Confirm' });
});

test('on an on-screen keypad neither keys nor places nor their number are told', async () => {
  await rig.visit('/keypad');
  for (const key of ['#k4', '#k7', '#k1', '#k1']) await rig.page.click(key);
  const records = await rig.readRecords();
  const clicks = only(records, 'click');
  expect(clicks).toHaveLength(1);
  expect(clicks[0]?.point).toBeUndefined();
  expect(clicks[0]?.target.leaf).toBeUndefined();
  const pads = only(records, 'pointer').filter(({ y }) => y > 55 && y < 90);
  expect(pads).toEqual([]);
});

test('a URL that changes without a load is a page record', async () => {
  await rig.visit('/spa');
  await rig.page.click('#b');
  await rig.page.click('a');
  const pages = only(await rig.readRecords(), 'page');
  expect(pages.map(({ cause, url }) => [cause, url.replace(rig.origin, '')])).toEqual([
    ['other', '/spa'],
    ['spa', '/spa/ticket/:x'],
    ['fragment', '/spa/ticket/:x'],
  ]);
});

test('a pointer path keeps hardware samples and sums up to where it ended', async () => {
  await rig.visit('/buttons');
  await rig.page.mouse.move(100, 300);
  await rig.page.waitForTimeout(200);
  await rig.page.mouse.move(500, 500, { steps: 30 });
  const path = only(await rig.readRecords(), 'pointer').at(-1);
  const sum = (column: readonly number[] | undefined) => (column ?? []).reduce((total, step) => total + step, 0);
  expect((path?.x ?? 0) + sum(path?.dx)).toBe(500);
  expect((path?.y ?? 0) + sum(path?.dy)).toBe(500);
});

test('a resized window is a viewport record', async () => {
  await rig.visit('/buttons');
  await rig.page.setViewportSize({ width: 900, height: 600 });
  expect(only(await rig.readRecords(), 'viewport').at(-1)).toMatchObject({ width: 900, height: 600 });
  await rig.page.setViewportSize({ width: 1280, height: 800 });
});

test('a field with a name of its own does not take that of its neighbour, one without does', async () => {
  await rig.visit('/neighbours');
  for (const id of ['#own', '#after', '#bare']) {
    await rig.page.click(id);
    await rig.page.keyboard.type('x');
  }
  const typed = only(await rig.readRecords(3_000), 'typing');
  expect(typed.map(({ field }) => field.mode)).toEqual(['masked', 'masked', 'protected']);
});

test('a label that is a whole page costs no more than a label', async () => {
  await rig.visit('/huge');
  await rig.page.click('#in');
  await rig.page.click('#btn');
  const clicks = only(await rig.readRecords(), 'click');
  expect(clicks).toHaveLength(2);
  expect(clicks[1]?.target.name).toBeUndefined();
});

test('a field that was secret stays secret when the page makes it anew as a plain one', async () => {
  await rig.visit('/anew');
  await rig.page.click('input');
  await rig.page.keyboard.type('Blau');
  await rig.page.click('button');
  await rig.page.click('input');
  await rig.page.keyboard.type('Kran');
  await rig.page.keyboard.press('Tab');
  const records = await rig.readRecords();
  expect(only(records, 'typing').map(({ field }) => field.mode)).toEqual(['protected', 'protected']);
});
