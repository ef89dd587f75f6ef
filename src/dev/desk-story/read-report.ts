// Last act: read the report, open its printable version in a tab, reload. Node only.
import type { BrowserContext } from '@playwright/test';
import { humanKey } from '../human-keys.ts';
import { humanClick, humanMove } from '../human-pointer.ts';
import type { Person } from '../person.ts';
import { note, spotOf, think } from '../person.ts';
import { arrive, arriveInPage } from './arrive.ts';

/** Walks through tabs and periods (pushState and fragment), looks at the printable version in a new tab, reloads. */
export async function readReport(person: Person, context: BrowserContext): Promise<void> {
  await humanClick(person, spotOf(person, 'nav-report'));
  await arrive(person, 'report.html', 'link');
  await humanClick(person, spotOf(person, 'tab-agent'));
  arriveInPage(person);
  await humanKey(person, 'ArrowRight');
  arriveInPage(person);
  await humanClick(person, spotOf(person, 'period-month'));
  arriveInPage(person);
  await visitPrintable(person, context);
  await think(person);
  await person.page.reload();
  await arrive(person, 'report.html', 'reload');
  await humanClick(person, spotOf(person, 'refresh'));
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
