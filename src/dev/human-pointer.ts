// A hand on the mouse: moves, clicks, drags and wheel ticks as trusted input. Node only.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';
import type { Person, Spot } from './person.ts';
import { note, pause, spotOf, think } from './person.ts';
import type { PathStep, Point } from './pointer-path.ts';
import { planPath, reachMs } from './pointer-path.ts';
import { drawNearMiddle } from './seeded-random.ts';

/** One tick of a wheel. */
const TICK_CSS_PX = 100;

/** How near to the viewport's edge a spot may be before the person scrolls. */
const EDGE_CSS_PX = 70;

/** The only thing of an element that is read in the page; this room knows no DOM. */
interface Scrolled {
  readonly scrollTop: number;
}

interface PageRoom {
  readonly viewportHeight: number;
  readonly roomAbove: number;
  readonly roomBelow: number;
}

/** Runs in the page: how far it can be scrolled either way. As text, because this room knows no DOM. */
const PAGE_ROOM = `({
  viewportHeight: innerHeight,
  roomAbove: scrollY,
  roomBelow: document.documentElement.scrollHeight - innerHeight - scrollY,
})`;

interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Moves the pointer to a point of the viewport. `targetSizeCssPx` is the size of what is aimed at: small things take longer. */
export async function humanMove(person: Person, to: Point, targetSizeCssPx = 60): Promise<void> {
  const from = person.pointer;
  const steps = planPath(from, to, reachMs(from, to, targetSizeCssPx) * person.tempo.reach, person.random);
  const startedAt = performance.now();
  const sent: Promise<void>[] = [];
  const failures: unknown[] = [];
  const session = await sessionOf(person.page);
  const last = steps.at(-1);
  for (const step of steps) {
    await sleepUntil(startedAt + step.atMs);
    // Not awaited one by one: the browser answers once a frame, which would slow the hand to 60 Hz.
    const move = step === last ? person.page.mouse.move(step.x, step.y) : report(session, step, startedAt);
    sent.push(move.catch((error: unknown) => void failures.push(error)));
    if (failures.length > 0) break;
  }
  await Promise.all(sent);
  if (failures.length > 0) throw failures[0];
  finishPath(person, from, steps, 'free');
}

/** One move with the time at which the hand made it, not at which this busy process came to say so: as a mouse does. */
async function report(session: CDPSession, { x, y, atMs }: PathStep, startedAt: number): Promise<void> {
  const timestamp = (performance.timeOrigin + startedAt + atMs) / 1_000;
  await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, timestamp });
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

/** Scrolls to the spot if needed, moves there, and clicks. */
export async function humanClick(person: Person, spot: Spot): Promise<void> {
  await reach(person, spot);
  await press(person, 'left', 1);
  noteClick(person, spot, 1);
}

/** Double-clicks: two clicks, the second with count 2, and the double click that browser and reducer derive from them. */
export async function humanDoubleClick(person: Person, spot: Spot): Promise<void> {
  await humanClick(person, spot);
  await pause(person, [60, 110]);
  await press(person, 'left', 2);
  noteClick(person, spot, 2);
  note(person, 'dblclick', { target: spot.name, detail: { derived: true } });
}

function noteClick(person: Person, { name, isFramed }: Spot, count: number): void {
  const { x, y } = person.pointer;
  note(person, 'click', { target: name, detail: { count, button: 'left', framed: isFramed, at: [x, y] } });
}

/** Presses the right button on a spot. */
export async function humanRightClick(person: Person, spot: Spot): Promise<void> {
  await reach(person, spot);
  await press(person, 'right', 1);
  const { x, y } = person.pointer;
  note(person, 'contextmenu', { target: spot.name, detail: { button: 'right', at: [x, y] } });
}

/** Presses on a spot, carries it to a point, lets go. Says nothing to the log: only the caller knows what kind of drag it was. */
export async function carry(person: Person, spot: Spot, to: Point): Promise<void> {
  await reach(person, spot);
  await person.page.mouse.down();
  await pause(person, person.tempo.holdMs);
  const from = person.pointer;
  const steps = planPath(from, to, reachMs(from, to, 60) * Math.max(0.8, person.tempo.reach), person.random);
  const startedAt = performance.now();
  for (const step of steps) {
    await sleepUntil(startedAt + step.atMs);
    await person.page.mouse.move(step.x, step.y); // one by one: a native drag takes over between two moves
  }
  finishPath(person, from, steps, 'pressed');
  await pause(person, person.tempo.holdMs);
  await person.page.mouse.up();
}

/** Turns the wheel over a spot: positive ticks go down. Logged as one scroll of `scroller` (default: the page), if anything moved. */
export async function humanWheel(person: Person, over: Spot, ticks: number, scroller?: Spot): Promise<void> {
  await moveOver(person, over);
  await turnWheel(person, ticks, scroller);
}

/** Logs where the browser put the page by itself, as it does on going back. Nothing to log when that is the top. */
export async function noteRestoredScroll(person: Person): Promise<void> {
  const to = await settledScrollTop(person, undefined);
  if (to !== 0) note(person, 'scroll', { target: 'page', detail: { source: 'restored', from: 0, to } });
}

/** The middle of a spot. Throws when it is not shown. */
export async function middleOf(spot: Spot): Promise<Point> {
  const { x, y, width, height } = await boxOf(spot);
  return { x: x + width / 2, y: y + height / 2 };
}

async function reach(person: Person, spot: Spot): Promise<void> {
  await think(person);
  await bringIntoView(person, spot);
  await moveOver(person, spot);
}

async function moveOver(person: Person, spot: Spot): Promise<void> {
  const box = await boxOf(spot);
  const to = {
    x: box.x + box.width * drawNearMiddle(person.random, spot.aimX),
    y: box.y + box.height * drawNearMiddle(person.random, [0.3, 0.7]),
  };
  await humanMove(person, to, Math.min(box.width, box.height));
}

async function bringIntoView(person: Person, spot: Spot): Promise<void> {
  if (spot.isFramed) return; // the desk's frame is always in view
  const { y, height } = await boxOf(spot);
  const { viewportHeight, roomAbove, roomBelow } = await person.page.evaluate<PageRoom>(PAGE_ROOM);
  const hiddenAbove = Math.min(EDGE_CSS_PX - y, roomAbove);
  const hiddenBelow = Math.min(y + height + EDGE_CSS_PX - viewportHeight, roomBelow);
  if (hiddenAbove <= 0 && hiddenBelow <= 0) return;
  const ticks = hiddenAbove > 0 ? -Math.ceil(hiddenAbove / TICK_CSS_PX) : Math.ceil(hiddenBelow / TICK_CSS_PX);
  await humanMove(person, await restingPoint(person));
  await turnWheel(person, ticks);
}

/** A point of the page where the wheel scrolls the page and nothing else. */
async function restingPoint(person: Person): Promise<Point> {
  const { x, y } = await middleOf(spotOf(person, 'rail'));
  return { x: x + (person.random() - 0.5) * 40, y: y + (person.random() - 0.5) * 80 };
}

async function turnWheel(person: Person, ticks: number, scroller?: Spot): Promise<void> {
  const from = await scrollTopOf(person, scroller);
  for (let i = 0; i < Math.abs(ticks); i++) {
    await person.page.mouse.wheel(0, Math.sign(ticks) * TICK_CSS_PX);
    await pause(person, person.tempo.tickMs);
  }
  const to = await settledScrollTop(person, scroller);
  if (to !== from)
    note(person, 'scroll', { target: scroller?.name ?? 'page', detail: { source: 'wheel', ticks, from, to } });
}

/** Waits until smooth scrolling has come to rest: the same place for three looks. */
async function settledScrollTop(person: Person, scroller: Spot | undefined): Promise<number> {
  let last = await scrollTopOf(person, scroller);
  for (let calmLooks = 0; calmLooks < 3; ) {
    await sleep(25);
    const now = await scrollTopOf(person, scroller);
    calmLooks = now === last ? calmLooks + 1 : 0;
    last = now;
  }
  return last;
}

async function scrollTopOf(person: Person, scroller: Spot | undefined): Promise<number> {
  if (scroller !== undefined) return scroller.locator.evaluate((element: Scrolled) => element.scrollTop);
  return person.page.evaluate<number>('scrollY');
}

async function press(person: Person, button: 'left' | 'right', clickCount: number): Promise<void> {
  await person.page.mouse.down({ button, clickCount });
  await pause(person, person.tempo.holdMs);
  await person.page.mouse.up({ button, clickCount });
}

function finishPath(person: Person, from: Point, steps: readonly PathStep[], hand: 'free' | 'pressed'): void {
  const last = steps.at(-1);
  if (last === undefined) return;
  person.pointer = { x: last.x, y: last.y };
  const points = steps.map(({ x, y }) => [x, y]);
  note(person, 'move', { detail: { hand, ms: Math.round(last.atMs), from: [from.x, from.y], points } });
}

async function boxOf(spot: Spot): Promise<Box> {
  const box = await spot.locator.boundingBox();
  if (box === null) throw new Error(`${spot.name} is not shown`);
  return box;
}

async function sleepUntil(timeMs: number): Promise<void> {
  const leftMs = timeMs - performance.now();
  if (leftMs > 0) await sleep(leftMs);
}
