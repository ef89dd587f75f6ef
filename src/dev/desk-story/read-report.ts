// Last act: read the report, open its printable version in a tab, reload. Node only.
import type { BrowserContext } from '@playwright/test';
import { humanKey } from '../human-keys.ts';
import { humanClick, humanMove } from '../human-pointer.ts';
import type { Person } from '../person.ts';
import { note, pause, spotOf, think } from '../person.ts';
import type { Span } from '../seeded-random.ts';
import { arrive, arriveInPage } from './arrive.ts';

/** How much narrower the window is made for a while, in CSS px: the desk still fits. */
const NARROW_CSS_PX = 120;
const RESIZED_MS: Span = [400, 500];

/** Walks through tabs and periods (pushState and fragment), looks at the printable version in a new tab, reloads in a narrower window. */
export async function readReport(person: Person, context: BrowserContext): Promise<void> {
  await humanClick(person, spotOf(person, 'nav-report'));
  await arrive(person, 'report.html', 'link');
  await humanClick(person, spotOf(person, 'tab-agent'));
  arriveInPage(person, 'spa');
  await humanKey(person, 'ArrowRight');
  arriveInPage(person, 'spa');
  await humanClick(person, spotOf(person, 'period-month'));
  arriveInPage(person, 'fragment');
  await visitPrintable(person, context);
  await widenWindow(person, -NARROW_CSS_PX);
  await think(person);
  await person.page.reload();
  await arrive(person, 'report.html', 'reload');
  await humanClick(person, spotOf(person, 'refresh'));
  await widenWindow(person, NARROW_CSS_PX);
}

async function visitPrintable(person: Person, context: BrowserContext): Promise<void> {
  const report = person.page;
  const link = spotOf(person, 'open-printable');
  const [opened] = await Promise.all([context.waitForEvent('page'), humanClick(person, link)]);
  person.page = opened;
  note(person, 'tab-open', { target: 'open-printable', detail: { path: '/report.html' } });
  await arrive(person, 'report.html', 'link');
  await humanMove(person, { x: person.pointer.x - 260, y: person.pointer.y + 140 });
  await think(person);
  await person.page.close(); // Ctrl+W does nothing in headless Chromium
  note(person, 'tab-close', { detail: { path: '/report.html' } });
  person.page = report;
  await report.bringToFront();
}

/** Makes the window wider or narrower, and leaves it alone for a moment. One without a size of its own (a person's) stays as it is. */
async function widenWindow(person: Person, byCssPx: number): Promise<void> {
  const before = person.page.viewportSize();
  if (before === null) return;
  const size = { ...before, width: before.width + byCssPx };
  await person.page.setViewportSize(size);
  note(person, 'resize', { detail: size });
  await pause(person, RESIZED_MS);
}
