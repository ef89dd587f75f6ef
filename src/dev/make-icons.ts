// Draws the icons of each state and writes them to assets/icons/. Run after a change: `node src/dev/make-icons.ts`.
// Colours are mid-tones that stand out at 3:1 or more on both white and dark toolbars; shapes differ for eyes that see no colour.
import { mkdir, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';

const RED = '#dc3a3a';
const BLUE = '#3b7de0';
const GREY = '#7b828a';
const TEAL = '#16877f';
const ORANGE = '#c86a05';
const VIOLET = '#8a5fd6';

/** Each on a grid of 16 by 16, which is the smallest size: edges lie on whole pixels where that shows. */
const DRAWINGS = {
  capturing: `<circle cx="8" cy="8" r="6.5" fill="none" stroke="${RED}" stroke-width="1.75"/><circle cx="8" cy="8" r="3.5" fill="${RED}"/>`,
  paused: `<path fill="${BLUE}" d="M3 2h4v12H3zM9 2h4v12H9z"/>`,
  off: `<g fill="none" stroke="${GREY}" stroke-width="1.75"><circle cx="8" cy="8" r="6.5"/><path d="M3.4 12.6 12.6 3.4"/></g>`,
  waiting: `<path fill="none" stroke="${TEAL}" stroke-width="1.5" stroke-linejoin="round" d="M3.75 1.75h8.5M3.75 14.25h8.5M4.75 1.75v2.5L8 8l3.25-3.75v-2.5M4.75 14.25v-2.5L8 8l3.25 3.75v2.5"/><path fill="${TEAL}" d="M5.5 14 8 10.5 10.5 14z"/>`,
  error: `<path fill="${ORANGE}" fill-rule="evenodd" d="M8 .75 15.75 15H.25zM7 5.5v5h2v-5zm0 6v2h2v-2z"/>`,
  study: `<circle cx="8" cy="8" r="6.5" fill="none" stroke="${VIOLET}" stroke-width="1.75"/><path fill="${VIOLET}" d="M8 1.5a6.5 6.5 0 0 0 0 13z"/>`,
} as const;
const SIZES_PX = [16, 32, 48, 128] as const;

const folder = new URL('../../assets/icons/', import.meta.url);
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['SHOWHOW_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const [name, drawing] of Object.entries(DRAWINGS)) {
  for (const size of SIZES_PX) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>*{margin:0;display:block}</style><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="${size}" height="${size}">${drawing}</svg>`,
    );
    await writeFile(new URL(`${name}-${size}.png`, folder), await page.screenshot({ omitBackground: true }));
  }
}
await browser.close();
