// Plays the steps of a case with trusted input.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CDPSession, FrameLocator, Locator, Page } from '@playwright/test';
import type { Step } from './case.ts';

/** Size of every uploaded file, in bytes: it may appear nowhere. */
export const UPLOAD_BYTES = 12_347;
const STEP_MAX_MS = 4_000;

/** The element that a case's selector names. */
export function locate(page: Page, selector: string): Locator {
  const parts = selector.split(/\s+>>\s+/);
  const last = parts.pop() ?? '';
  let within: Page | FrameLocator = page;
  for (const part of parts) within = within.frameLocator(toCss(part));
  return within.locator(toCss(last)).first();
}

/** Playwright's CSS goes through open shadow roots by itself. */
const toCss = (selector: string): string => selector.replaceAll(/\s*>>>\s*/g, ' ');

/** A page and the session that speaks the browser's own protocol to it. */
export interface Stage {
  readonly page: Page;
  readonly cdp: CDPSession;
}

export async function playStep({ page, cdp }: Stage, step: Step): Promise<void> {
  const at = (selector: string): Locator => locate(page, selector);
  const options = { timeout: STEP_MAX_MS };
  switch (step.do) {
    case 'type':
      await focusEnd(at(step.sel));
      return await page.keyboard.type(step.text);
    case 'typeTimed': {
      await focusEnd(at(step.sel));
      for (const [index, char] of [...step.text].entries()) {
        await page.keyboard.type(char);
        await page.waitForTimeout(step.delays[index % step.delays.length] ?? 0);
      }
      return;
    }
    case 'rawType':
      return await page.keyboard.type(step.text);
    case 'typeFrame':
      await at(`${step.frame} >> ${step.sel}`).click(options);
      return await page.keyboard.type(step.text);
    case 'insertText':
      await focusEnd(at(step.sel));
      return await page.keyboard.insertText(step.text);
    case 'paste':
      await page.evaluate((text) => navigator.clipboard.writeText(text), step.text);
      await focusEnd(at(step.sel));
      return await page.keyboard.press('Control+V');
    case 'ime':
      await focusEnd(at(step.sel));
      for (const text of step.composition) {
        await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      }
      await cdp.send('Input.insertText', { text: step.commit });
      return;
    case 'click':
      return await at(step.sel).click(options);
    case 'dblclick':
      return await at(step.sel).dblclick(options);
    case 'rightClick':
      return await at(step.sel).click({ ...options, button: 'right' });
    case 'tap': {
      const { x, y } = await middleOf(at(step.sel));
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      return;
    }
    case 'hover':
      return await at(step.sel).hover(options);
    case 'focus':
      return await focusEnd(at(step.sel));
    case 'selectText':
      return await at(step.sel).selectText(options);
    case 'clickAt': {
      const box = await at(step.sel).boundingBox(options);
      return await page.mouse.click((box?.x ?? 0) + step.x, (box?.y ?? 0) + step.y);
    }
    case 'press':
      for (let i = 0; i < (step.times ?? 1); i += 1) await page.keyboard.press(step.keys);
      return;
    case 'select':
      return await chooseByKeys(page, at(step.sel), step.value);
    case 'setValue':
      return await at(step.sel).evaluate((element, value) => {
        const owner = element instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
        Object.getOwnPropertyDescriptor(owner.prototype, 'value')?.set?.call(element, value);
        element.dispatchEvent(new Event('input', { bubbles: true }));
        element.dispatchEvent(new Event('change', { bubbles: true }));
      }, step.value);
    case 'eval':
      await page.evaluate(step.js);
      return;
    case 'wait':
      return await page.waitForTimeout(step.ms);
    case 'drag':
      return await at(step.from).dragTo(at(step.to), options);
    case 'stroke':
      return await stroke(page, at(step.sel), step.points);
    case 'upload':
      return await upload(cdp, step.sel, step.name);
  }
}

/** With keys, since what Playwright chooses by itself is not trusted input. */
async function chooseByKeys(page: Page, element: Locator, wish: string): Promise<void> {
  await element.focus({ timeout: STEP_MAX_MS });
  const index = await element.evaluate(
    (node, value) =>
      node instanceof HTMLSelectElement
        ? [...node.options].findIndex((option) => option.value === value || option.text === value)
        : -1,
    wish,
  );
  if (index < 0) throw new Error(`There is no option ${wish}.`);
  await page.keyboard.press('Home');
  for (let i = 0; i < index; i += 1) await page.keyboard.press('ArrowDown');
}

/** Through the browser's own protocol, which makes trusted events; Playwright dispatches its own. */
async function upload(cdp: CDPSession, selector: string, name: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'upload-'));
  const file = path.join(folder, name);
  writeFileSync(file, Buffer.alloc(UPLOAD_BYTES, 'x'));
  const expression = `document.querySelector(${JSON.stringify(selector)})`;
  const { result } = await cdp.send('Runtime.evaluate', { expression });
  if (result.objectId === undefined) throw new Error(`There is no ${selector}.`);
  await cdp.send('DOM.setFileInputFiles', { files: [file], objectId: result.objectId });
  rmSync(folder, { recursive: true });
}

async function focusEnd(element: Locator): Promise<void> {
  await element.focus({ timeout: STEP_MAX_MS });
  await element.evaluate((node) => {
    if (node instanceof HTMLTextAreaElement) node.setSelectionRange(node.value.length, node.value.length);
    else if (node instanceof HTMLInputElement) {
      // Only these types have a selection; all others put the caret to the end by themselves.
      if (/^(text|search|url|tel|password)$/.test(node.type))
        node.setSelectionRange(node.value.length, node.value.length);
    } else if (node instanceof HTMLElement && node.isContentEditable) {
      const selection = node.ownerDocument.defaultView?.getSelection();
      selection?.selectAllChildren(node);
      selection?.collapseToEnd();
    }
  });
}

async function middleOf(element: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await element.boundingBox({ timeout: STEP_MAX_MS });
  if (box === null) throw new Error('The element has no box.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function stroke(page: Page, element: Locator, points: readonly (readonly number[])[]): Promise<void> {
  const box = await element.boundingBox({ timeout: STEP_MAX_MS });
  if (box === null) throw new Error('The element has no box.');
  for (const [index, [x = 0, y = 0]] of points.entries()) {
    await page.mouse.move(box.x + x, box.y + y, { steps: 4 });
    if (index === 0) await page.mouse.down();
  }
  await page.mouse.up();
}
