// Asks how the battery is, rarely and only while somebody works or something is to be sent, and slows the pointer while it is low.

import { policyOf } from '../../src/control/decide.ts';
import type { ControlDesk } from '../../src/control/desk.ts';
import { createOneAtATime } from '../../src/control/one-at-a-time.ts';
import type { Battery } from '../../src/model/battery.ts';
import { BATTERY_CHANNEL, parseBattery, pointerHzOf } from '../../src/model/battery.ts';
import type { Database } from '../../src/store/database.ts';
import { recordControl } from '../../src/store/lifecycle.ts';
import { readBattery, writeBattery } from '../../src/store/meta.ts';
import type { Gatehouse } from './gatehouse.ts';

/** Chromium alone has it, and the types of the polyfill know nothing of it (https://developer.chrome.com/docs/extensions/reference/api/offscreen). */
interface Offscreen {
  createDocument(of: {
    readonly url: string;
    readonly reasons: readonly string[];
    readonly justification: string;
  }): Promise<void>;
  closeDocument(): Promise<void>;
}
declare const chrome: { readonly offscreen?: Offscreen } | undefined;

/** How old an answer may be while somebody works: batteries change slowly, and a document costs some 20 ms. */
const LOOK_EVERY_MS = 5 * 60_000;
/** A browser that is busy answers late; then the next look does it. */
const ANSWER_MAX_MS = 5_000;

export interface BatteryWatch {
  /** Asks the browser, unless it was asked a moment ago. Undefined where it does not tell. */
  readonly ask: () => Promise<Battery | undefined>;
}

export function createBatteryWatch(
  database: Promise<Database>,
  desk: ControlDesk,
  publish: Gatehouse['publish'],
): BatteryWatch {
  const oneAtATime = createOneAtATime();
  /** The newest answer, or that there was none. */
  let last: { readonly at: number; readonly battery: Battery | undefined } | undefined;
  const ask = async (offscreen: Offscreen): Promise<Battery | undefined> => {
    const now = Date.now();
    const isFresh = ({ at }: { readonly at: number }): boolean => Math.abs(now - at) < LOOK_EVERY_MS;
    // Asked with every batch: mostly memory is enough.
    if (last !== undefined && isFresh(last)) return last.battery;
    const db = await database;
    const before = await readBattery(db);
    if (before !== undefined && isFresh(before)) {
      last = { at: before.at, battery: before };
      return before;
    }
    const battery = await askDocument(offscreen);
    last = { at: now, battery };
    if (battery === undefined) return undefined;
    await writeBattery(db, { ...battery, at: now });
    const facts = await desk.facts();
    const pointerHz = pointerHzOf(policyOf(facts), battery);
    if (pointerHz === pointerHzOf(policyOf(facts), before)) return battery;
    await recordControl(db, { kind: 'control', action: 'battery', by: 'policy', pointerHz }, now, now);
    await publish(facts);
    return battery;
  };
  return {
    ask: async () => {
      const offscreen = typeof chrome === 'undefined' ? undefined : chrome.offscreen;
      return offscreen && oneAtATime(() => ask(offscreen));
    },
  };
}

/** Opens the document, hears it, closes it. */
async function askDocument(offscreen: Offscreen): Promise<Battery | undefined> {
  const channel = new BroadcastChannel(BATTERY_CHANNEL);
  try {
    const answer = new Promise<unknown>((resolve) => {
      channel.addEventListener('message', ({ data }) => resolve(data));
      setTimeout(() => resolve(undefined), ANSWER_MAX_MS);
    });
    await offscreen.createDocument({
      url: 'battery.html',
      reasons: ['BATTERY_STATUS'],
      justification: 'Nothing is sent, and less is recorded, while the battery is low.',
    });
    return parseBattery(await answer);
  } catch (error) {
    // One of a life before is still open: it is closed below, and the next look does it.
    console.info('The battery could not be asked for:', error);
    return undefined;
  } finally {
    channel.close();
    await offscreen.closeDocument().catch((error: unknown) => console.info('No document was open:', error));
  }
}
