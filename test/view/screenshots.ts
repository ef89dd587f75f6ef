// `npm run screenshots`: a picture of the popup in each state and of every page, light and dark, in docs/screenshots/.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { ROOT } from '../../src/dev/paths.ts';
import { SHOWN } from './stage/shown.ts';
import { serveStage } from './stage-server.ts';

const FOLDER = path.join(ROOT, 'docs/screenshots');
/** The moment that all of them show. */
const NOW = new Date('2026-03-05T14:35:00');
/** Names, or their beginnings, of the only pictures to take anew: `npm run screenshots -- review popup-paused`. */
const only = process.argv.slice(2);

/** All of them in English, and one from right to left. */
const shown = [...SHOWN.map(([name, scene]) => [name, scene, 'en'] as const), ['review', 'day', 'ar'] as const]
  .map(([name, scene, locale]) => ({
    name,
    scene,
    locale,
    file: [name, ...(scene === 'day' ? [] : [scene]), ...(locale === 'en' ? [] : [locale])].join('-'),
  }))
  .filter(({ file }) => only.length === 0 || only.some((begin) => file.startsWith(begin)));

if (only.length === 0) rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const stage = await serveStage('shots');
const browser = await chromium.launch({
  executablePath: findBrowser('chromium'),
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
});
for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({ colorScheme, reducedMotion: 'reduce' });
  await page.clock.setFixedTime(NOW);
  for (const { name, scene, locale, file } of shown) {
    await page.setViewportSize(name === 'popup' ? { width: 360, height: 200 } : { width: 900, height: 700 });
    await page.goto(stage.urlOf(name, scene, locale));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForTimeout(300);
    await page.screenshot({ path: path.join(FOLDER, `${file}-${colorScheme}.png`), fullPage: true });
  }
  await page.close();
}
await browser.close();
await stage.close();
console.log(`${shown.length * 2} pictures in ${path.relative(ROOT, FOLDER)}`);
