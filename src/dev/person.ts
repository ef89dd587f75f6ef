// The scripted person: whose hand it is, how fast it works, what it has done. Node only.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from '@playwright/test';
import type { Deed, DeedFacts, LogEntry } from './driver-log.ts';
import type { Point } from './pointer-path.ts';
import type { Random, Span } from './seeded-random.ts';
import { drawBetween, makeRandom } from './seeded-random.ts';

/** How fast the person works: the same work takes about 60 s (`human`), 20 s (`brisk`), or with reading in between 3 minutes (`office`). */
export type Pace = 'human' | 'brisk' | 'office';

/** The times that make a pace. */
export interface Tempo {
  /** A look around before the next thing. */
  readonly thinkMs: Span;
  /** From one key to the next. */
  readonly keyMs: Span;
  /** How long a mouse button is held. */
  readonly holdMs: Span;
  /** Between two ticks of the wheel. */
  readonly tickMs: Span;
  /** Share of the usual time that the hand takes to reach something. */
  readonly reach: number;
}

/** Where the desk is served, which person it is, and how fast they work. */
export interface Script {
  readonly origin: string;
  readonly seed: number;
  readonly pace: Pace;
  /** Where deeds are written as they happen, for a test that ends the story in the middle. */
  readonly log?: LogEntry[];
}

/** A person at work. `page` and `pointer` follow the person; everything else stays. */
export interface Person {
  page: Page;
  pointer: Point;
  readonly origin: string;
  readonly random: Random;
  readonly tempo: Tempo;
  readonly log: LogEntry[];
}

/** Something on the page that a person can point at. */
export interface Spot {
  readonly name: string;
  readonly locator: Locator;
  /** Where across its width the person aims, 0..1. */
  readonly aimX: Span;
  readonly isFramed: boolean;
}

const TEMPOS: Readonly<Record<Pace, Tempo>> = {
  human: { thinkMs: [150, 480], keyMs: [45, 140], holdMs: [60, 120], tickMs: [45, 110], reach: 0.85 },
  office: { thinkMs: [1_500, 7_500], keyMs: [60, 190], holdMs: [60, 120], tickMs: [60, 160], reach: 1 },
  brisk: { thinkMs: [8, 24], keyMs: [40, 44], holdMs: [60, 72], tickMs: [16, 30], reach: 0.28 },
};

/** A person who has just sat down: pointer near the middle, nothing done yet. */
export function sitDown(page: Page, { origin, seed, pace, log = [] }: Script): Person {
  return { page, origin, pointer: { x: 640, y: 360 }, random: makeRandom(seed), tempo: TEMPOS[pace], log };
}

/** Writes a finished deed into the log. */
export function note(person: Person, deed: Deed, facts: DeedFacts): void {
  person.log.push({ n: person.log.length, at: Date.now(), do: deed, ...facts });
}

/** Waits as long as a look around takes. */
export async function think(person: Person): Promise<void> {
  await pause(person, person.tempo.thinkMs);
}

/** Waits for a time between the bounds. */
export async function pause(person: Person, spanMs: Span): Promise<void> {
  await sleep(drawBetween(person.random, spanMs));
}

/** The element with that test id or id in the top document. */
export function spotOf(person: Person, name: string): Spot {
  return { name, locator: person.page.locator(selectorOf(name)), aimX: [0.3, 0.7], isFramed: false };
}

/** The element with that test id or id inside the frame with that id. */
export function framedSpotOf(person: Person, frame: string, name: string): Spot {
  const locator = person.page.frameLocator(`#${frame}`).locator(selectorOf(name));
  return { name, locator, aimX: [0.3, 0.7], isFramed: true };
}

/** The same spot, aimed at near its end, as one does to put the caret behind the text. */
export function endOf(spot: Spot): Spot {
  return { ...spot, aimX: [0.75, 0.92] };
}

function selectorOf(name: string): string {
  return `[data-testid="${name}"], [id="${name}"]`;
}
