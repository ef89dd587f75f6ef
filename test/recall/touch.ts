// Finger and pen, which Playwright has few words for: through the browser's own input line.
import type { Locator } from '@playwright/test';
import type { Line } from '../e2e/session-files.ts';
import type { Driver } from './driver.ts';
import { part } from './expected.ts';
import { expectScroll, isAt, offsetOf } from './mouse.ts';
import type { Spot } from './spot.ts';
import { spotOf } from './spot.ts';

/** Makes the tab a touch screen. */
export async function startTouch(driver: Driver): Promise<void> {
  const cdp = await driver.cdp();
  await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
}

export async function endTouch(driver: Driver): Promise<void> {
  const cdp = await driver.cdp();
  await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: false });
}

async function finger(
  driver: Driver,
  type: 'touchStart' | 'touchMove' | 'touchEnd',
  places: readonly { x: number; y: number }[],
): Promise<void> {
  const cdp = await driver.cdp();
  await cdp.send('Input.dispatchTouchEvent', { type, touchPoints: places.map(({ x, y }, id) => ({ x, y, id })) });
}

/** Taps with one finger. */
export async function tap(driver: Driver, locator: Locator): Promise<void> {
  const spot = await spotOf(locator);
  await finger(driver, 'touchStart', [spot]);
  await driver.calm(50);
  await finger(driver, 'touchEnd', []);
  expectPress(driver, `tap ${locator}`, 'touch', spot);
  // Two taps close together would be one double tap.
  await driver.calm(400);
}

/** Holds a finger until the browser opens a menu. */
export async function longPress(driver: Driver, locator: Locator): Promise<void> {
  const spot = await spotOf(locator);
  await finger(driver, 'touchStart', [spot]);
  await driver.calm(900);
  await finger(driver, 'touchEnd', []);
  const check = (record: Line): boolean => record['by'] === 'touch' && isAt(part(record, 'point'), spot);
  driver.expect('click', `long press ${locator}`, check, { sighting: spot.sighting });
  await driver.calm(400);
}

/** Scrolls an element by dragging it with one finger. */
export async function swipe(driver: Driver, over: Locator, by: number): Promise<void> {
  const spot = await spotOf(over);
  const before = await offsetOf(over, false);
  await finger(driver, 'touchStart', [spot]);
  for (let step = 1; step <= 10; step += 1) {
    await finger(driver, 'touchMove', [{ x: spot.x, y: spot.y - (by * step) / 10 }]);
    await driver.calm(20);
  }
  await driver.calm(100);
  await finger(driver, 'touchEnd', []);
  await expectScroll(driver, over, before, { source: 'touch', isPage: false });
}

/** Two fingers spread on a pad that handles touches itself: nothing but paths may come of it. */
export async function pinch(driver: Driver, locator: Locator): Promise<void> {
  const { x, y } = await spotOf(locator);
  const fingers = (apart: number): { x: number; y: number }[] => [
    { x: x - apart, y },
    { x: x + apart, y },
  ];
  await finger(driver, 'touchStart', fingers(20));
  for (let apart = 25; apart <= 60; apart += 5) {
    await finger(driver, 'touchMove', fingers(apart));
    await driver.calm(16);
  }
  await finger(driver, 'touchEnd', []);
  driver.expect('drag', `perhaps: pinch ${locator}`, () => true, { isOptional: true });
  await driver.calm(300);
}

async function pen(
  driver: Driver,
  type: 'mousePressed' | 'mouseReleased' | 'mouseMoved',
  at: { x: number; y: number },
): Promise<void> {
  const cdp = await driver.cdp();
  const isDown = type !== 'mouseMoved';
  await cdp.send('Input.dispatchMouseEvent', {
    type,
    x: at.x,
    y: at.y,
    pointerType: 'pen',
    button: isDown ? 'left' : 'none',
    buttons: type === 'mousePressed' ? 1 : 0,
    clickCount: isDown ? 1 : 0,
    force: type === 'mousePressed' ? 0.6 : 0,
    tiltX: 20,
  });
}

/** Taps with a pen. */
export async function penClick(driver: Driver, locator: Locator): Promise<void> {
  const spot = await spotOf(locator);
  await pen(driver, 'mouseMoved', spot);
  await pen(driver, 'mousePressed', spot);
  await driver.calm(40);
  await pen(driver, 'mouseReleased', spot);
  expectPress(driver, `pen on ${locator}`, 'pen', spot);
  await driver.calm(300);
}

function expectPress(driver: Driver, note: string, by: 'touch' | 'pen', spot: Spot): void {
  const check = (record: Line): boolean =>
    record['by'] === by && record['button'] === 'primary' && isAt(part(record, 'point'), spot);
  driver.expect('click', note, check, { sighting: spot.sighting });
}
