// The device's battery, and what a low one changes. Pure, and without zod: the document that asks for it loads nothing else.
import type { Policy } from './policy.ts';

/** Where the document that asks for the battery tells the worker: only pages of the extension hear it. */
export const BATTERY_CHANNEL = 'battery';

/** What the browser said of it last: how full it is, and whether it is being charged. A device without one is full and charging. */
export interface Battery {
  /** 0 to 1. */
  readonly level01: number;
  readonly isCharging: boolean;
}

/** Undefined for anything but a battery: the browser did not tell. */
export function parseBattery(raw: unknown): Battery | undefined {
  if (typeof raw !== 'object' || raw === null || !('level01' in raw) || !('isCharging' in raw)) return undefined;
  const { level01, isCharging } = raw;
  const isLevel = typeof level01 === 'number' && level01 >= 0 && level01 <= 1;
  return isLevel && typeof isCharging === 'boolean' ? { level01, isCharging } : undefined;
}

/** Most pointer samples a second while the battery is low: a third of the usual, each of which costs a little. */
export const LOW_BATTERY_POINTER_HZ = 20;

/** Most pointer samples a second where no policy says otherwise. */
const STUDY_POINTER_HZ = 60;
/** The level that counts as low where no policy says otherwise: a policy's default. */
const STUDY_MIN_BATTERY_PERCENT = 30;

type BatteryRules = Pick<Policy, 'uploadMinBatteryPercent'>;

/** True while the battery runs down below what policy wants left. An unknown battery (Firefox tells of none) is not low. */
export function isBatteryLow(battery: Battery | undefined, rules: BatteryRules | undefined): boolean {
  const minPercent = rules?.uploadMinBatteryPercent ?? STUDY_MIN_BATTERY_PERCENT;
  return battery !== undefined && !battery.isCharging && battery.level01 * 100 < minPercent;
}

/** Most pointer samples a second right now. */
export function pointerHzOf(
  policy: Pick<Policy, 'pointerHz' | 'uploadMinBatteryPercent'> | undefined,
  battery: Battery | undefined,
): number {
  const usual = policy?.pointerHz ?? STUDY_POINTER_HZ;
  return isBatteryLow(battery, policy) ? Math.min(usual, LOW_BATTERY_POINTER_HZ) : usual;
}
