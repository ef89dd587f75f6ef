// The popup in a real browser, on a fake worker: every state is shown, and all of it works by keyboard.
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import type { StageServer } from './stage-server.ts';
import { serveStage } from './stage-server.ts';

test.use({
  launchOptions: { executablePath: findBrowser('chromium'), args: ['--no-sandbox', '--disable-gpu'] },
  viewport: { width: 360, height: 600 },
});

let stage: StageServer;

test.beforeAll(async () => {
  stage = await serveStage('popup');
});
test.afterAll(() => stage.close());

async function open(page: Page, scene: string): Promise<void> {
  await page.goto(stage.urlOf('popup', scene));
}
const calls = (page: Page): Promise<string[]> => page.evaluate(() => window.calls);

test('“15 minutes” pauses, the time left shows, and “Resume now” records again', async ({ page }) => {
  await open(page, 'capturing');
  await page.getByRole('button', { name: '15 minutes' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Paused');
  await expect(page.getByRole('timer')).toHaveText('Time left: 15 minutes');
  await page.getByRole('button', { name: 'Resume now' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recording');
  expect(await calls(page)).toEqual(['pause 15', 'resume']);
});

test('by keyboard alone a person pauses and resumes, and the focus is never lost', async ({ page }) => {
  await open(page, 'capturing');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recording');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Resume now' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: '5 minutes', exact: true })).toBeFocused();
  expect(await calls(page)).toEqual(['pause 15', 'resume']);
});

test('the minutes count down, and at the end the popup asks again', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-03-05T14:35:00') });
  await open(page, 'paused');
  await expect(page.getByRole('timer')).toHaveText('Time left: 12 minutes');
  await page.clock.runFor(31_000);
  await expect(page.getByRole('timer')).toHaveText('Time left: 11 minutes');
  await page.clock.runFor(60_000);
  await expect(page.getByRole('timer')).toHaveText('Time left: 10 minutes');
  await page.evaluate(() => {
    window.view = { ...window.view, gate: { state: 'capturing' } };
  });
  await page.clock.runFor(10 * 60_000);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recording');
});

test('a change of the gate elsewhere shows at once', async ({ page }) => {
  await open(page, 'capturing');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recording');
  await page.evaluate(() => {
    window.view = { ...window.view, gate: { state: 'off' } };
    window.gateChanged();
  });
  await expect(page.getByRole('status').first()).toContainText('has switched recording off');
  await expect(page.getByRole('button', { name: /minutes/ })).toHaveCount(0);
});

test('in study mode a person switches this site on and off by keyboard', async ({ page }) => {
  await open(page, 'study');
  const toggle = page.getByRole('switch', { name: 'Record on this site' });
  await expect(toggle).not.toBeChecked();
  await toggle.focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recording');
  await expect(toggle).toBeChecked();
  await page.keyboard.press('Space');
  await expect(toggle).not.toBeChecked();
  expect(await calls(page)).toEqual(['study https://mail.example.org true', 'study https://mail.example.org false']);
});

test('the session file is whole and its name is said', async ({ page }) => {
  await open(page, 'study-on');
  await page.getByRole('button', { name: 'Save session file' }).click();
  await expect(page.getByText('Saved as showhow-2026-03-05.jsonl.gz.')).toBeVisible();
  expect(await page.evaluate(() => window.offered)).toEqual({ name: 'showhow-2026-03-05.jsonl.gz', text: 'Hello' });
  expect(await calls(page)).toEqual(['save 0', 'save 1']);
});

test('where nothing was recorded, saving says so', async ({ page }) => {
  await open(page, 'study');
  await page.getByRole('button', { name: 'Save session file' }).click();
  await expect(page.getByText('There is nothing to save')).toBeVisible();
});

test('a worker that is gone is told, and trying again finds it', async ({ page }) => {
  await open(page, 'gone');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No answer');
  await page.evaluate(() => {
    window.isGone = false;
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Recording');
});

test('a worker that hangs is told after three seconds', async ({ page }) => {
  await open(page, 'asking');
  await expect(page.getByText('Asking…')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No answer', { timeout: 4_000 });
});

test('a pause that fails is never shown as a pause', async ({ page }) => {
  await open(page, 'capturing');
  await page.getByRole('button', { name: '15 minutes' }).waitFor();
  await page.evaluate(() => {
    window.isGone = true;
  });
  await page.getByRole('button', { name: '15 minutes' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No answer');
});

test('a switch that the worker refuses goes back, with a word about it', async ({ page }) => {
  await open(page, 'study');
  await page.evaluate(() => {
    const push = window.calls.push.bind(window.calls);
    window.calls.push = (name) => {
      push(name);
      throw new Error('A policy rules here.');
    };
  });
  await page.getByRole('switch').click();
  await expect(page.getByRole('alert')).toContainText('That did not work');
  await expect(page.getByRole('switch')).not.toBeChecked();
});
