// What Playwright's line to Firefox cannot do, by Firefox's own hands: composed text, a replaced word, undo and redo.
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Browser } from 'puppeteer-core';
import { askFirefox } from '../../src/dev/launch-firefox.ts';
import { ROOT } from '../../src/dev/paths.ts';
import { FirefoxRig } from '../e2e/firefox-rig.ts';

/** Composes as an input method does. https://searchfox.org/mozilla-central/source/dom/interfaces/base/nsITextInputProcessor.idl */
async function compose(browser: Browser, steps: readonly string[], commit: string): Promise<void> {
  await askFirefox(
    browser,
    `(async () => {
      const hands = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
      if (!hands.beginInputTransactionForTests(window)) throw new Error('somebody else is composing');
      for (const step of ${JSON.stringify(steps)}) {
        hands.setPendingCompositionString(step);
        hands.appendClauseToPendingComposition(step.length, hands.ATTR_RAW_CLAUSE);
        hands.setCaretInPendingComposition(step.length);
        hands.flushPendingComposition();
        await new Promise((go) => setTimeout(go, 30));
      }
      hands.commitCompositionWith(${JSON.stringify(commit)});
      return true;
    })()`,
  );
}

/** Puts another text into the field that has the keyboard, as the spelling menu and the list of suggestions do. */
async function replaceText(browser: Browser, text: string): Promise<void> {
  const script = `content.document.activeElement.setUserInput(${JSON.stringify(text)})`;
  const url = `data:,${encodeURIComponent(script)}`;
  await askFirefox(browser, `(gBrowser.selectedBrowser.messageManager.loadFrameScript('${url}', false), true)`);
}

test('in Firefox composed, replaced and undone text counts as what it came to, and what is open as the tab closes is kept @long', async () => {
  const rig = await FirefoxRig.open({ fixtures: path.join(ROOT, 'test/fixtures/capture') });
  try {
    await rig.untilRegistered();
    const { browser } = rig;
    const page = await browser.newPage();
    await page.goto(`${rig.site}/typing.html`);
    const until = (name: string, value: string): Promise<unknown> =>
      page.waitForFunction(
        (id, wanted) => document.querySelector<HTMLInputElement>(`[data-testid=${id}]`)?.value === wanted,
        {},
        name,
        value,
      );
    await page.click('[data-testid=text]');
    await compose(browser, ['k', 'か', 'かん', 'かんじ'], '漢字');
    await until('text', '漢字');
    await page.click('[data-testid=search]');
    await page.keyboard.type('helo');
    await replaceText(browser, 'hello world');
    await until('search', 'hello world');
    await page.click('[data-testid=area]');
    await page.keyboard.type('xyz');
    for (const [key, value] of [
      ['z', ''],
      ['y', 'xyz'],
    ] as const) {
      await page.keyboard.down('Control');
      await page.keyboard.press(key);
      await page.keyboard.up('Control');
      await until('area', value);
    }
    await page.click('[data-testid=tel]');
    await page.keyboard.type('12345');
    await page.close();
    const sessions = await rig.finish();
    const records = sessions.flatMap((session) => session.records);
    const typed = records.filter(({ kind }) => kind === 'typing');
    expect(typed.map((record) => [record['inserted'], record['deleted'], record['corrections']])).toEqual([
      ['1-4', undefined, undefined],
      ['9-16', '1-4', undefined],
      ['5-8', '1-4', '1-4'],
      ['5-8', undefined, undefined],
    ]);
    expect(JSON.stringify(records)).not.toMatch(/漢|かん|hello|xyz|12345/);
  } finally {
    await rig.close();
  }
});

test('in Firefox a click that a label passes on late, since the page was busy, is told as that @long', async () => {
  const rig = await FirefoxRig.open({ fixtures: path.join(ROOT, 'test/fixtures/capture') });
  try {
    await rig.untilRegistered();
    const page = await rig.browser.newPage();
    await page.goto(`${rig.site}/typing.html`);
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('afterbegin', '<label id="slow">Agree <input type="checkbox"></label>');
      document.querySelector('#slow')?.addEventListener('click', () => {
        for (const until = performance.now() + 120; performance.now() < until; );
      });
    });
    await page.click('#slow', { offset: { x: 5, y: 8 } });
    await page.keyboard.press(' ');
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#slow input')?.checked === false);
    const sessions = await rig.finish();
    const clicks = sessions.flatMap(({ records }) => records.filter(({ kind }) => kind === 'click'));
    expect(clicks.map((click) => [click['by'], (click['target'] as { tag: string }).tag])).toEqual([
      ['mouse', 'label'],
      ['label', 'input'],
      ['keyboard', 'input'],
    ]);
  } finally {
    await rig.close();
  }
});
