// WCAG 2.2 AA by axe: every page in every state, light, dark and in forced colours, in every language.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { SHOWN } from './stage/shown.ts';
import type { StageServer } from './stage-server.ts';
import { serveStage } from './stage-server.ts';

test.use({
  launchOptions: { executablePath: findBrowser('chromium'), args: ['--no-sandbox', '--disable-gpu'] },
  viewport: { width: 1024, height: 800 },
});

let stage: StageServer;

test.beforeAll(async () => {
  stage = await serveStage('axe');
});
test.afterAll(() => stage.close());

const LOCALES = ['en', 'de', 'fr', 'es', 'pt_BR', 'ja', 'ar'];
const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
  'dark forced colours': { colorScheme: 'dark', forcedColors: 'active' },
} as const;
type Look = keyof typeof LOOKS;
const EVERY_LOOK = Object.keys(LOOKS) as Look[];

interface State {
  readonly name: string;
  readonly scene: string;
  readonly locale: string;
}

/** What axe finds wrong in each look, by look and rule; empty for nothing. */
async function findingsOf(page: Page, { name, scene, locale }: State, looks: readonly Look[]): Promise<string[]> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(stage.urlOf(name, scene, locale));
  await page.getByRole('heading', { level: 1 }).waitFor();
  const summary = page.locator('summary').first();
  // What is folded away is looked at, too.
  if (await summary.isVisible()) await summary.click();
  const found: string[] = [];
  for (const look of looks) {
    await page.emulateMedia(LOOKS[look]);
    // Our pages have no frames: the mode for one document spares a second page for each run.
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    found.push(...violations.map(({ id, nodes }) => `${look} ${id}: ${nodes.map(({ html }) => html).join(' ')}`));
  }
  return found;
}

/** Each page that is not the popup, and some states of the popup; every state in the long run. */
const SAMPLE = [0, 3, 6, 9, 12, 18, 24] as const;

test('axe finds nothing in a state of each page, looks and languages in turn', async ({ page }) => {
  // axe works through the whole page in script: on a busy machine that takes long.
  test.setTimeout(300_000);
  const names = new Set<string>();
  for (const [at, index] of SAMPLE.entries()) {
    const [name = '', scene = ''] = SHOWN[index] ?? [];
    names.add(name);
    const look = EVERY_LOOK[at % EVERY_LOOK.length] ?? 'light';
    const state = { name, scene, locale: LOCALES[at] ?? 'en' };
    expect(await findingsOf(page, state, [look]), JSON.stringify(state)).toEqual([]);
  }
  expect(names).toEqual(new Set(SHOWN.map(([name]) => name)));
});

for (const locale of LOCALES) {
  test(`axe finds nothing in any state in ${locale}, in any look @long`, async ({ page }) => {
    test.setTimeout(900_000);
    for (const [name, scene] of SHOWN) {
      const state = { name, scene, locale };
      expect.soft(await findingsOf(page, state, EVERY_LOOK), JSON.stringify(state)).toEqual([]);
    }
  });
}
