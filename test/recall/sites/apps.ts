// Applications that others wrote, unmodified from npm, driven as a person would.

import { app, away } from '../app.ts';
import { expectChange } from '../controls.ts';
import type { Driver, Site } from '../driver.ts';
import { press, pressSilently, typeHere } from '../keys.ts';
import { click, drag, expectMaybe, expectScroll, offsetOf, wheel } from '../mouse.ts';
import { spotOf } from '../spot.ts';

const tabulator = app('tabulator', async (driver) => {
  const { page } = driver;
  const cell = (row: number, field: string) =>
    page.locator('.tabulator-row').nth(row).locator(`[tabulator-field=${field}]`);
  await click(driver, page.locator('.tabulator-col[tabulator-field=stock] .tabulator-col-title'), { isLeaf: true });
  await click(driver, page.locator('.tabulator-col[tabulator-field=stock] .tabulator-col-title'), { isLeaf: true });
  await click(driver, cell(1, 'part'), { isLeaf: true });
  await press(driver, 'Control+a');
  await typeHere(driver, 'Lamp', 'a cell', { deleted: 6 });
  await press(driver, 'Enter');
  expectMaybe(driver, 'change', 'a cell');
  await click(driver, cell(2, 'done'), { isLeaf: true });
  await driver.calm(100);
  const box = cell(2, 'done').locator('input');
  await box.focus();
  await pressSilently(driver, 'Space');
  driver.expect('click', 'Space on the box in a cell', (record) => record['by'] === 'keyboard');
  expectChange(driver, 'checkbox', 'in a cell');
  await away(driver);
  await wheel(driver, page.locator('.tabulator-tableholder'), { y: 1200 });
  await wheel(driver, page.locator('.tabulator-tableholder'), { y: -1200 });
  const handle = (row: number) => page.locator('.tabulator-row').nth(row).locator('.tabulator-row-handle');
  await drag(driver, handle(0), handle(3), 'pointer', { drop: [0.5, 0.7], mayClick: true });
  await click(driver, page.locator('.tabulator-header-filter input'));
  await typeHere(driver, 'Part', 'a filter');
  await away(driver);
  expectMaybe(driver, 'change', 'a filter');
});

const sortable = app('sortable', async (driver) => {
  const find = (name: string) => driver.find(name);
  await drag(driver, find('write'), find('read'), 'html', { drop: [0.5, 0.8] });
  await driver.calm(300);
  await drag(driver, find('count'), find('plan'), 'html', { drop: [0.5, 0.8] });
  await driver.calm(300);
  await drag(driver, find('north'), find('east'), 'pointer', { drop: [0.5, 0.6], mayClick: true });
  await driver.calm(300);
  await drag(driver, find('south'), find('east'), 'pointer', { drop: [0.5, 0.4], mayClick: true });
  await click(driver, find('plan'));
});

const leaflet = app('leaflet', async (driver) => {
  const { page } = driver;
  const map = driver.find('map');
  await click(driver, page.getByRole('button', { name: 'Zoom in' }));
  await driver.calm(500);
  await click(driver, page.getByRole('button', { name: 'Zoom out' }));
  await driver.calm(500);
  // Before the drag, whose swing may carry it away.
  await click(driver, page.locator('path.leaflet-interactive').first());
  await driver.calm(500);
  await drag(driver, map, map, 'pointer', { at: [0.2, 0.3], drop: [0.4, 0.5], mayClick: true });
  await driver.calm(500);
  await click(driver, map, { at: [0.1, 0.9], isLeaf: true });
  await click(driver, map, { at: [0.8, 0.8], count: 2, isLeaf: true });
  await driver.calm(500);
  await map.focus();
  await press(driver, 'ArrowRight');
});

const spreadsheet = app('spreadsheet', async (driver) => {
  const { page } = driver;
  const sheet = page.locator('.x-spreadsheet-overlayer');
  await click(driver, sheet, { at: [0.2, 0.2], isLeaf: true });
  await typeHere(driver, 'twelve', 'a cell of a canvas');
  await press(driver, 'Enter');
  expectMaybe(driver, 'change', 'a cell of a canvas');
  await click(driver, sheet, { at: [0.4, 0.4], isLeaf: true });
  await drag(driver, sheet, sheet, 'pointer', { at: [0.2, 0.2], drop: [0.4, 0.5], mayClick: true });
  await click(driver, sheet, { at: [0.3, 0.3], button: 'right', isLeaf: true });
  await click(driver, page.locator('.x-spreadsheet-contextmenu .x-spreadsheet-item').first(), { isLeaf: true });
  await click(driver, page.locator('.x-spreadsheet-toolbar-btn:has(.clearformat)').first(), { isLeaf: true });
  await byWheel(driver);
});

/** The sheet reads the wheel itself and moves a scroll bar of its own. */
async function byWheel(driver: Driver): Promise<void> {
  const bar = driver.page.locator('.x-spreadsheet-scrollbar.vertical');
  const { x, y } = await spotOf(driver.page.locator('.x-spreadsheet-overlayer'));
  const before = await offsetOf(bar, false);
  await driver.page.mouse.move(x, y);
  await driver.page.mouse.wheel(0, 120);
  await driver.calm(200);
  const after = await offsetOf(bar, false);
  if (after.y !== before.y) await expectScroll(driver, bar, before, { source: 'wheel', isPage: false });
}

const fullcalendar = app('fullcalendar', async (driver) => {
  const { page } = driver;
  const day = (date: string) => page.locator(`[data-date="${date}"]`).first();
  await click(driver, page.getByRole('button', { name: /next/i }).first(), { isLeaf: true });
  await click(driver, page.getByRole('button', { name: /prev/i }).first(), { isLeaf: true });
  await drag(driver, page.getByText('Review').first(), day('2026-03-19'), 'pointer', {
    drop: [0.5, 0.6],
    mayClick: true,
  });
  await driver.calm(400);
  await click(driver, page.getByText('Visit').first(), { isLeaf: true });
  await drag(driver, day('2026-03-24'), day('2026-03-26'), 'pointer', { mayClick: true });
  await click(driver, page.getByRole('tab', { name: 'Week view' }).first(), { isLeaf: true });
});

export const apps: readonly Site[] = [tabulator, sortable, leaflet, spreadsheet, fullcalendar];
