// Editors that others wrote, unmodified from npm: rich ones and those for code.
import type { Locator } from '@playwright/test';
import { app, away, toEnd } from '../app.ts';
import type { Driver, Site } from '../driver.ts';
import { press, pressSilently, typeHere } from '../keys.ts';
import { click, expectMaybe, wheel } from '../mouse.ts';

const quill = app('quill', async (driver) => {
  const { page } = driver;
  const editor = page.locator('.ql-editor');
  await click(driver, editor.locator('p').first(), { isLeaf: true });
  await toEnd(driver);
  await typeHere(driver, ' and more', 'quill');
  await away(driver);
  await click(driver, editor.locator('p').first(), { isLeaf: true });
  await press(driver, 'Control+a');
  for (const tool of ['bold', 'italic']) await click(driver, page.locator(`button.ql-${tool}`));
  await click(driver, page.locator('button.ql-list[value=bullet]'));
  await click(driver, page.locator('.ql-header .ql-picker-label'));
  await click(driver, page.locator('.ql-header .ql-picker-item').first());
  await away(driver);
});

const codemirror = app('codemirror', async (driver) => {
  const editors = driver.page.locator('.CodeMirror');
  await click(driver, editors.nth(0).locator('.CodeMirror-line').first(), { isLeaf: true });
  await toEnd(driver);
  await typeHere(driver, ' let two', 'codemirror, hidden textarea');
  await away(driver);
  await click(driver, editors.nth(1).locator('.CodeMirror-line').nth(2), { isLeaf: true });
  await typeHere(driver, 'some words', 'codemirror, contenteditable');
  await away(driver);
  await click(driver, editors.nth(0).locator('.CodeMirror-line').first(), { isLeaf: true });
  await press(driver, 'Control+z');
  // The editor undoes by itself; whether that is typing is not for a recorder to know.
  expectMaybe(driver, 'typing', 'undo');
  await away(driver);
  await wheel(driver, editors.nth(1).locator('.CodeMirror-scroll'), { y: 180 });
});

const tinymce = app('tinymce', async (driver) => {
  const { page } = driver;
  const inside = page.frameLocator('iframe.tox-edit-area__iframe');
  await click(driver, inside.locator('p').first(), { isLeaf: true });
  await toEnd(driver);
  await typeHere(driver, ', how are you', 'tinymce');
  await away(driver);
  await click(driver, inside.locator('p').first(), { isLeaf: true });
  await press(driver, 'Control+a');
  for (const name of ['Bold', 'Italic', 'Bullet list'])
    await click(driver, page.getByRole('button', { name, exact: true }), { isLeaf: true });
  await click(driver, page.getByRole('menuitem', { name: 'Format' }), { isLeaf: true });
  await click(
    driver,
    page
      .getByRole('menuitem', { name: 'Strikethrough' })
      .or(page.getByRole('menuitemcheckbox', { name: 'Strikethrough' }))
      .first(),
    { isLeaf: true },
  );
  await away(driver);
});

const monaco = app('monaco', async (driver) => {
  for (const name of ['context', 'area']) await inLines(driver, driver.page.locator(`#${name} .view-lines`), name);
});

const prosemirror = app('prosemirror', async (driver) => {
  const { page } = driver;
  const editor = page.locator('.ProseMirror');
  await click(driver, editor, { isLeaf: true });
  await typeHere(driver, 'Dear reader', 'prosemirror');
  await away(driver);
  await click(driver, editor.locator('p').first(), { isLeaf: true });
  await press(driver, 'Control+a');
  for (const title of ['Toggle strong style', 'Toggle emphasis', 'Wrap in block quote'])
    await click(driver, page.getByTitle(title), { isLeaf: true });
  await away(driver);
});

const codemirror6 = app('codemirror6', async (driver) => {
  await inLines(driver, driver.page.locator('.cm-content'), 'codemirror 6');
});

/** Types at the end of a text, takes some of it back, and leaves. */
async function inLines(driver: Driver, lines: Locator, name: string): Promise<void> {
  await click(driver, lines, { at: [0.2, 0.1], isLeaf: true });
  await toEnd(driver);
  await typeHere(driver, 'let two', name);
  await away(driver);
  await click(driver, lines, { at: [0.2, 0.1], isLeaf: true });
  await toEnd(driver);
  await driver.page.keyboard.type('three', { delay: 12 });
  await pressSilently(driver, 'Backspace', 2);
  driver.expect(
    'typing',
    `taken back in ${name}`,
    (record) => record['inserted'] === '5-8' && record['deleted'] === '1-4' && record['corrections'] === '1-4',
  );
  await away(driver);
}

export const editors: readonly Site[] = [quill, tinymce, prosemirror, codemirror, codemirror6, monaco];
