// The hands of the tasks that are recorded to be replayed: trusted input, one gesture after the other.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameLocator, Page } from '@playwright/test';

/** Two gestures this far apart are two, and a page has reacted to the first. */
const CALM_MS = 150;
const KEY_MS = 15;

export interface Hand {
  readonly page: Page;
  /** Text that policy lets through waits in the page for this long after its field was left. */
  readonly textSettleMs: number;
}

/** An element by test id or id; `frame` is the id of the frame that holds it. */
export interface Place {
  readonly name: string;
  readonly frame?: string;
  /** Where in its box, 0..1. */
  readonly at?: readonly [number, number];
}

const placeOf = (place: string | Place): Place => (typeof place === 'string' ? { name: place } : place);

function find(page: Page, { name, frame }: Place) {
  const scope: Page | FrameLocator =
    frame === undefined ? page : page.frameLocator(`#${frame}, [data-testid="${frame}"]`);
  return scope.locator(`[data-testid="${name}"], [id="${name}"]`).first();
}

async function spotOf(page: Page, place: string | Place): Promise<{ x: number; y: number }> {
  const { at = [0.5, 0.5], ...rest } = placeOf(place);
  const locator = find(page, rest);
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (box === null) throw new Error(`${rest.name} has no box.`);
  return { x: box.x + box.width * at[0], y: box.y + box.height * at[1] };
}

/** Clicks an element, or several one after the other. */
export async function click({ page }: Hand, ...places: readonly (string | Place)[]): Promise<void> {
  for (const place of places) {
    const { x, y } = await spotOf(page, place);
    await page.mouse.move(x, y, { steps: 4 });
    await page.mouse.down();
    await sleep(30);
    await page.mouse.up();
    await sleep(CALM_MS);
  }
}

export async function doubleClick({ page }: Hand, place: string | Place): Promise<void> {
  const { x, y } = await spotOf(page, place);
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.dblclick(x, y, { delay: 20 });
  await sleep(CALM_MS);
}

/** Clicks a field and types into it. */
export async function fill(hand: Hand, place: string | Place, text: string): Promise<void> {
  await click(hand, place);
  await hand.page.keyboard.type(text, { delay: KEY_MS });
  await sleep(CALM_MS);
}

export async function press({ page }: Hand, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key, { delay: 20 });
    await sleep(CALM_MS);
  }
}

/** Carries from one place to the other, or by so many CSS px. */
export async function carry({ page }: Hand, from: string, to: string | readonly [number, number]): Promise<void> {
  const start = await spotOf(page, from);
  const end = typeof to === 'string' ? await spotOf(page, to) : { x: start.x + to[0], y: start.y + to[1] };
  await page.mouse.move(start.x, start.y, { steps: 4 });
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 12 });
  await page.mouse.up();
  await sleep(CALM_MS);
}

export async function wheel({ page }: Hand, place: string, ticks: number): Promise<void> {
  const { x, y } = await spotOf(page, place);
  await page.mouse.move(x, y, { steps: 4 });
  for (let tick = 0; tick < ticks; tick++) {
    await page.mouse.wheel(0, 100);
    await sleep(40);
  }
  await sleep(600);
}

/** A press that leads to another page. */
export async function follow(hand: Hand, path: string, act: () => Promise<void>): Promise<void> {
  await Promise.all([hand.page.waitForURL(`**/${path}`, { waitUntil: 'load' }), act()]);
  await sleep(CALM_MS * 2);
}

/** Reads for as long as text waits in the page, so that what follows does not take it away. */
export async function read({ textSettleMs }: Hand): Promise<void> {
  await sleep(textSettleMs);
}
