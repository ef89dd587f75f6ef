// Draws the icons of each state and writes them to assets/icons/. Run after a change: `node src/dev/make-icons.ts`.
// Colours are mid-tones that stand out at 3:1 or more on both white and dark toolbars; shapes differ for eyes that see no colour.
import { mkdir, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import { findBrowser } from './find-browser.ts';

const RED = '#dc3a3a';
const BLUE = '#3b7de0';
const GREY = '#7b828a';
const TEAL = '#16877f';
const ORANGE = '#c86a05';
const VIOLET = '#8a5fd6';

/** Each on a grid of 16 by 16, which is the smallest size: edges lie on whole pixels where that shows. */
const DRAWINGS = {
  capturing: `<circle cx="8" cy="8" r="6" fill="none" stroke="${RED}" stroke-width="2"/><circle cx="8" cy="8" r="3" fill="${RED}"/>`,
  paused: `<path fill="${BLUE}" d="M3 2h4v12H3zM9 2h4v12H9z"/>`,
  off: `<g fill="none" stroke="${GREY}" stroke-width="2"><circle cx="8" cy="8" r="6"/><path d="M4 12 12 4"/></g>`,
  waiting: `<path fill="${TEAL}" fill-rule="evenodd" d="M2 1h12v2h-1v1.5L9.75 8 13 11.5V13h1v2H2v-2h1v-1.5L6.25 8 3 4.5V3H2zM5 3h6v.9L8 7.1 5 3.9z"/>`,
  error: `<path fill="${ORANGE}" fill-rule="evenodd" d="M8 .5 16 15H0zM7 5v5h2V5zm0 6v2h2v-2z"/>`,
  study: `<circle cx="8" cy="8" r="6" fill="none" stroke="${VIOLET}" stroke-width="2"/><path fill="${VIOLET}" d="M8 2a6 6 0 0 0 0 12z"/>`,
} as const;
const SIZES_PX = [16, 32, 48, 128] as const;

const folder = new URL('../../assets/icons/', import.meta.url);
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: findBrowser('chromium'),
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const [name, drawing] of Object.entries(DRAWINGS)) {
  for (const size of SIZES_PX) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0"><svg style="display:block" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="${size}" height="${size}">${drawing}</svg>`,
    );
    await writeFile(new URL(`${name}-${size}.png`, folder), await page.screenshot({ omitBackground: true }));
  }
}
await browser.close();
