// A document that nobody sees (`chrome.offscreen`): only windows may ask for the battery. It tells the worker once, and is closed.
import { BATTERY_CHANNEL } from '../../src/model/battery.ts';

/** https://w3c.github.io/battery/ */
interface BatteryManager {
  readonly level: number;
  readonly charging: boolean;
}

const { getBattery } = navigator as { readonly getBattery?: () => Promise<BatteryManager> };
const battery = await getBattery?.call(navigator);
const told = battery && { level01: battery.level, isCharging: battery.charging };
new BroadcastChannel(BATTERY_CHANNEL).postMessage(told);
