// Mouse: clicks of every button, drags, wheels.
import type { Locator } from '@playwright/test';
import type { Line } from '../e2e/session-files.ts';
import type { Driver } from './driver.ts';
import type { Sighting } from './expected.ts';
import { part } from './expected.ts';
import type { Aim, Spot } from './spot.ts';
import { spotOf } from './spot.ts';

export type Button = 'left' | 'middle' | 'right';
const NAMES = { left: 'primary', middle: 'auxiliary', right: 'secondary' } as const;
/** The file rounds to whole CSS px, and frames may lie at halves of them. */
const SLACK_CSS_PX = 1.5;

export interface ClickWays extends Aim {
  readonly button?: Button;
  readonly count?: number;
  readonly modifiers?: readonly ('Alt' | 'Control' | 'Meta' | 'Shift')[];
  /** The place is a value (sliders, lists), so that the file may not tell it. */
  readonly isVeiled?: boolean;
  /** The browser may fire no click at all, so the file may have none. */
  readonly isOptional?: boolean;
  /** The element clicked is not the one that acts. */
  readonly isLeaf?: boolean;
}

/** Clicks an element: one record for each press, with its count. */
export async function click(driver: Driver, locator: Locator, ways: ClickWays = {}): Promise<void> {
  const spot = await spotOf(locator, ways);
  await clickSpot(driver, spot, `${ways.button ?? 'left'} click ${locator}`, ways);
}

/** Clicks a place of the tab, where the page hides what lies there. */
export async function clickPlace(
  driver: Driver,
  place: { x: number; y: number },
  note: string,
  ways: ClickWays = {},
): Promise<void> {
  const sighting = { tag: '', box: [0, 0, 0, 0] as const, way: [] };
  await clickSpot(driver, { ...place, docX: place.x, docY: place.y, sighting }, note, { ...ways, isBroken: true });
}

async function clickSpot(driver: Driver, spot: Spot, note: string, ways: ClickWays): Promise<void> {
  const { button = 'left', count = 1, modifiers = [] } = ways;
  const { mouse, keyboard } = driver.page;
  await mouse.move(spot.x, spot.y, { steps: 4 });
  for (const key of modifiers) await keyboard.down(key);
  for (let clickCount = 1; clickCount <= count; clickCount += 1) {
    await mouse.down({ button, clickCount });
    await driver.calm(15);
    await mouse.up({ button, clickCount });
  }
  for (const key of modifiers) await keyboard.up(key);
  const isKnown = ways.isLeaf !== true && ways.isBroken !== true;
  for (let nth = 1; nth <= count; nth += 1) {
    const check = (record: Line): boolean =>
      record['button'] === NAMES[button] &&
      record['by'] === 'mouse' &&
      (button !== 'left' || !driver.isChromium || record['count'] === nth) &&
      String(part(record, 'modifiers') ?? []) === String(modifiers) &&
      (ways.isVeiled ? record['point'] === undefined : isAt(part(record, 'point'), spot));
    const facts = {
      isOptional: ways.isOptional ?? false,
      ...(isKnown && { sighting: spot.sighting }),
      ...(!ways.isVeiled && { top: { x: spot.x, y: spot.y } }),
    };
    driver.expect('click', count > 1 ? `${note}, ${nth} of ${count}` : note, check, facts);
  }
  await driver.calm();
}

/** True where a point of the file is the spot. */
export function isAt(point: unknown, spot: Spot): boolean {
  const { x, y } = (point ?? {}) as { x?: number; y?: number };
  return (
    Math.abs((x ?? Number.NaN) - spot.docX) <= SLACK_CSS_PX && Math.abs((y ?? Number.NaN) - spot.docY) <= SLACK_CSS_PX
  );
}

export interface DragWays extends Aim {
  /** Where to let go inside `to`. */
  readonly drop?: readonly [number, number];
  readonly isOptional?: boolean;
  /** A click may follow: the browser fires one where press and release share an element. */
  readonly mayClick?: boolean;
}

/** Presses on one element, carries it to another, lets go. `by` tells whether the browser's own drag and drop takes over. */
export async function drag(
  driver: Driver,
  from: Locator,
  to: Locator,
  by: 'pointer' | 'html',
  ways: DragWays = {},
): Promise<void> {
  if (by === 'html' && !driver.isChromium) return;
  const end = await spotOf(to, { at: ways.drop ?? [0.5, 0.5] });
  const start = await spotOf(from, ways);
  await carry(driver, start, end);
  const check = (record: Line): boolean =>
    record['by'] === by && isAt(part(record, 'from', 'point'), start) && isAt(part(record, 'to', 'point'), end);
  const note = `${by} drag ${from} to ${to}`;
  driver.expect('drag', note, check, { isOptional: ways.isOptional ?? false, sighting: start.sighting });
  if (ways.mayClick === true || ways.isOptional === true) expectMaybe(driver, 'click', note);
  await driver.calm();
}

/** Drags without a word to the log. */
export async function carry(driver: Driver, start: Spot, end: Spot): Promise<void> {
  const { mouse } = driver.page;
  await mouse.move(start.x, start.y, { steps: 3 });
  await mouse.down();
  await driver.calm(30);
  await mouse.move(start.x + 8, start.y + 4, { steps: 3 });
  await mouse.move(end.x, end.y, { steps: 10 });
  await mouse.move(end.x, end.y);
  await driver.calm(30);
  await mouse.up();
}

/** A record of this kind may come or not. */
export function expectMaybe(
  driver: Driver,
  kind: string,
  note: string,
  check: (record: Line) => boolean = () => true,
): void {
  driver.expect(kind, `perhaps: ${note}`, check, { isOptional: true });
}

/** Turns the wheel over a field: how far it is scrolled would tell how much it holds, so the file says nothing. */
export async function wheelSilently(driver: Driver, over: Locator, y: number): Promise<void> {
  const spot = await spotOf(over);
  await driver.page.mouse.move(spot.x, spot.y);
  await driver.page.mouse.wheel(0, y);
  await driver.calm(400);
}

/** Turns the wheel over an element and waits until it rests. The page itself scrolls where `isPage`. */
export async function wheel(
  driver: Driver,
  over: Locator,
  by: { x?: number; y?: number },
  isPage = false,
): Promise<void> {
  const spot = await spotOf(over);
  await driver.page.mouse.move(spot.x, spot.y);
  const before = await offsetOf(over, isPage);
  for (let tick = 0; tick < 3; tick += 1) {
    await driver.page.mouse.wheel((by.x ?? 0) / 3, (by.y ?? 0) / 3);
    await driver.calm(30);
  }
  await expectScroll(driver, over, before, { source: 'wheel', isPage, sighting: spot.sighting });
}

export interface ScrollFacts {
  readonly source: string;
  readonly isPage: boolean;
  readonly sighting?: Sighting;
}

interface Offset {
  readonly x: number;
  readonly y: number;
}

/** Where an element, or its page, is scrolled to. */
export async function offsetOf(over: Locator, isPage: boolean): Promise<Offset> {
  return over.evaluate((element, whole) => {
    const scrolled = whole ? (document.scrollingElement ?? document.documentElement) : element;
    return { x: scrolled.scrollLeft, y: scrolled.scrollTop };
  }, isPage);
}

/** Waits until a scroll rests, and notes it. Throws where nothing moved. */
export async function expectScroll(driver: Driver, over: Locator, before: Offset, facts: ScrollFacts): Promise<void> {
  let last = before;
  for (let calm = 0; calm < 4; ) {
    await driver.calm(100);
    const now = await offsetOf(over, facts.isPage);
    calm = now.x === last.x && now.y === last.y ? calm + 1 : 0;
    last = now;
  }
  if (last.x === before.x && last.y === before.y) throw new Error(`nothing scrolled: ${over}`);
  const end = last;
  const check = (record: Line): boolean =>
    record['source'] === facts.source &&
    (record['target'] === undefined) === facts.isPage &&
    Math.abs(Number(part(record, 'to', 'x')) - end.x) <= 1 &&
    Math.abs(Number(part(record, 'to', 'y')) - end.y) <= 1;
  driver.expect('scroll', `${facts.source} scroll ${over} to ${end.x},${end.y}`, check);
  await driver.calm(150);
}
