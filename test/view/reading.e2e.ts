// The pages for those who use no mouse and those who hear them: the way of the focus, and what live regions say when.
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import type { StageServer } from './stage-server.ts';
import { serveStage } from './stage-server.ts';

test.use({ launchOptions: { executablePath: findBrowser('chromium'), args: ['--no-sandbox', '--disable-gpu'] } });

let stage: StageServer;

test.beforeAll(async () => {
  stage = await serveStage('reading');
});
test.afterAll(() => stage.close());

async function open(page: Page, name: string, scene: string): Promise<void> {
  await page.goto(stage.urlOf(name, scene));
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** More than any page has: fields for dates and times have a stop for each of their parts. */
const STOPS_MAX = 150;

for (const [name, scene] of [
  ['popup', 'capturing'],
  ['exemptions', 'day'],
  ['review', 'day'],
] as const) {
  test(`by the Tab key alone every control of “${name}” is reached, in the order of reading, and shows that it is`, async ({
    page,
  }) => {
    await open(page, name, scene);
    const wanted = await page.evaluate(() => {
      const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
      // Of a group of radio buttons the keyboard stops at one.
      const reached = all.filter(
        (one) => one.checkVisibility() && !one.matches(':disabled, [type=radio]:not(:checked)'),
      );
      for (const [index, one] of reached.entries()) one.setAttribute('data-stop', String(index));
      return reached.length;
    });
    const seen: number[] = [];
    for (let stops = 0; stops < STOPS_MAX; stops += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const { activeElement } = document;
        if (activeElement === null || activeElement === document.body) return undefined;
        const { outlineStyle } = getComputedStyle(activeElement);
        return { stop: Number(activeElement.getAttribute('data-stop') ?? -1), isShown: outlineStyle !== 'none' };
      });
      if (at === undefined) break;
      // Fields for dates and times have stops of their own within, which the browser shows.
      if (seen.at(-1) === at.stop) continue;
      expect(at, `stop ${stops}`).toEqual({ stop: expect.any(Number), isShown: true });
      seen.push(at.stop);
    }
    expect(seen).toEqual(Array.from({ length: wanted }, (_, index) => index));
  });
}

test('a change of the state is said in a region that was there before; the countdown changes by the minute', async ({
  page,
}) => {
  await page.clock.install({ time: new Date('2026-03-05T14:35:00') });
  await open(page, 'popup', 'capturing');
  // Screen readers hear changes of a region that they know, and no region that is new.
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    for (const region of document.querySelectorAll('[role=status], [role=alert]'))
      new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
        subtree: true,
        childList: true,
        characterData: true,
      });
  });
  const said = (): Promise<string> =>
    page.evaluate(() => (window as unknown as { said: string[] }).said.splice(0).join('\n'));
  await page.getByRole('button', { name: '15 minutes' }).click();
  await expect(page.getByRole('timer')).toHaveText('Time left: 15 minutes');
  expect(await said()).toContain('Nothing is recorded on any site.');
  await page.evaluate(() => {
    const changes: string[] = [];
    Object.assign(window, { changes });
    const timer = document.querySelector('[role=timer]');
    if (timer !== null)
      new MutationObserver(() => changes.push(timer.textContent ?? '')).observe(timer, {
        subtree: true,
        childList: true,
        characterData: true,
      });
  });
  await page.clock.runFor(180_000);
  const changes = await page.evaluate(() => (window as unknown as { changes: string[] }).changes);
  expect(changes).toEqual(['Time left: 14 minutes', 'Time left: 13 minutes', 'Time left: 12 minutes']);
  expect(await said()).toBe('');
});

test('without motion nothing moves by itself', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const [name, scene] of [
    ['popup', 'study'],
    ['review', 'day'],
  ] as const) {
    await open(page, name, scene);
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')]
          .map((one) => getComputedStyle(one))
          .filter(({ transitionDuration, animationName }) => transitionDuration !== '0s' || animationName !== 'none')
          .length,
    );
    expect(moving, name).toBe(0);
  }
});
