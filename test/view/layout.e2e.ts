// Every page in every state on a narrow screen: nothing is cut off or scrolls sideways, and what can be pressed is large enough.
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { SHOWN } from './stage/shown.ts';
import type { StageServer } from './stage-server.ts';
import { serveStage } from './stage-server.ts';

test.use({
  launchOptions: { executablePath: findBrowser('chromium'), args: ['--no-sandbox', '--disable-gpu'] },
  viewport: { width: 320, height: 640 },
});

let stage: StageServer;

test.beforeAll(async () => {
  stage = await serveStage('layout');
});
test.afterAll(() => stage.close());

const LOCALES = ['de', 'en', 'ar', 'fr', 'ja', 'es', 'pt_BR'];
const STATES = [...SHOWN, ['popup', 'gone'] as const];

interface Layout {
  readonly width: number;
  /** What is lower than 24 px and no link within a sentence. */
  readonly low: readonly string[];
}

async function layoutOf(page: Page, name: string, scene: string, locale: string): Promise<Layout> {
  await page.goto(stage.urlOf(name, scene, locale));
  await page.getByRole('heading', { level: 1 }).waitFor();
  const summary = page.locator('summary').first();
  if (await summary.isVisible()) await summary.click();
  return page.evaluate(() => {
    const pressed = 'button, a, summary, select, textarea, label.check, input:not([type=checkbox], [type=radio])';
    const low = [...document.querySelectorAll<HTMLElement>(`${pressed}, input[role=switch]`)].filter(
      (one) => one.checkVisibility() && one.getBoundingClientRect().height < 24,
    );
    return { width: document.documentElement.scrollWidth, low: low.map(({ outerHTML }) => outerHTML) };
  });
}

// Every other state in one language in every run, all in all of them in the long one.
test('every other state fits 320 px, and what can be pressed is at least 24 px high', async ({ page }) => {
  for (const [index, [name, scene]] of STATES.entries()) {
    if (index % 2 === 1) continue;
    const locale = LOCALES[index % LOCALES.length] ?? 'en';
    expect(await layoutOf(page, name, scene, locale), `${name} ${scene} ${locale}`).toEqual({ width: 320, low: [] });
  }
});

for (const locale of LOCALES) {
  test(`every state fits 320 px in ${locale} @long`, async ({ page }) => {
    test.setTimeout(120_000);
    for (const [name, scene] of STATES)
      expect(await layoutOf(page, name, scene, locale), `${name} ${scene}`).toEqual({ width: 320, low: [] });
  });
}
