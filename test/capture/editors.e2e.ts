// Editors that others wrote, unmodified from npm: typed, composed and dictated text, whatever the way in which each takes it.
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
import { installHeavySubjects } from '../recall/heavy-subjects.ts';
import type { SiteServer } from '../recall/serve.ts';
import { serveSite } from '../recall/serve.ts';
import { CaptureRig, only } from './capture-rig.ts';

/** Page, where to click, and the frame that this lies in. */
const EDITORS = [
  ['monaco', '#context .view-lines', undefined],
  ['monaco', '#area .view-lines', undefined],
  ['prosemirror', '.ProseMirror', undefined],
  ['codemirror', '.CodeMirror-line', undefined],
  ['codemirror6', '.cm-content', undefined],
  ['quill', '.ql-editor', undefined],
  ['tinymce', 'p', 'iframe.tox-edit-area__iframe'],
] as const;

let rig: CaptureRig;
let server: SiteServer;
test.beforeAll(async () => {
  server = await serveSite({
    pages: path.join(ROOT, 'test/fixtures/capture'),
    modules: path.join(ROOT, 'node_modules'),
  });
  rig = await CaptureRig.open({});
});
test.afterAll(async () => {
  await rig.close();
  await server.close();
});
test.afterEach(() => {
  expect(rig.console).toEqual([]);
});

for (const [app, place, frame] of EDITORS) {
  const isHeavy = app === 'monaco';
  const tag = isHeavy ? ' @long' : '';
  test(`${app}, ${place}: what is typed, taken back, composed and dictated is told in buckets${tag}`, async () => {
    if (isHeavy) installHeavySubjects();
    await rig.visit(`${server.origin}/apps/${app}.html`);
    await rig.page.locator('body[data-ready=yes]').waitFor();
    const { keyboard } = rig.page;
    const within = async (work: () => Promise<void>): Promise<void> => {
      const scope = frame === undefined ? rig.page : rig.page.frameLocator(frame);
      await scope.locator(place).first().click();
      await work();
      await rig.page.click('[data-testid=away]');
    };
    await within(async () => {
      await keyboard.type('quartz');
      await keyboard.press('Backspace');
    });
    await within(() => compose(['k', 'か', 'かん', 'かんじ'], '漢字'));
    // As dictation and emoji panels do: text without a key.
    await within(() => keyboard.insertText('zebras, whole'));
    const records = await rig.readRecords();
    const [typed, composed, dictated, ...more] = only(records, 'typing');
    expect(typed).toMatchObject({ inserted: '5-8', deleted: '1-4', corrections: '1-4', field: { mode: 'masked' } });
    expect(composed).toMatchObject({ inserted: '1-4', field: { mode: 'masked' } });
    expect(dictated).toMatchObject({ inserted: '9-16', field: { mode: 'masked' } });
    expect(more).toEqual([]);
    for (const { pasted, autofilled } of [typed, composed, dictated].flatMap((each) => each ?? []))
      expect([pasted, autofilled]).toEqual([undefined, undefined]);
    expect(JSON.stringify(records)).not.toMatch(/quart|zebra|漢|かん/);
  });
}

/** As an input method does it. */
async function compose(steps: readonly string[], commit: string): Promise<void> {
  const cdp = await rig.context.newCDPSession(rig.page);
  for (const text of steps)
    await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await cdp.send('Input.insertText', { text: commit });
  await cdp.detach();
}
