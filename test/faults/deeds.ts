// What the driver of a fault test does, so that each deed can be told from all others: clicks at places of their own, keys of their own.
import type { Page } from '@playwright/test';

/** One deed. `mark` is what its record says of it, and no other deed's. */
export interface Deed {
  readonly kind: 'click' | 'key';
  readonly mark: string;
  /** When it was begun and when it was done, in ms since 1970. */
  readonly from: number;
  readonly to: number;
}

/** Function keys that no browser acts upon, alone and with each modifier: as many deeds as may be keys. */
const KEYS: readonly string[] = ['', 'Shift+', 'Control+', 'Alt+'].flatMap((held) =>
  ['F2', 'F8', 'F9'].map((key) => held + key),
);
const KEY_EVERY = 4;
/** Places are this far apart, so that a rounded point still is one of them. */
const STEP_CSS_PX = 6;
const COLUMNS = 190;
const MARGIN_CSS_PX = 20;

/** Works in a page of `test/fixtures/faults`, which does nothing by itself. */
export class Driver {
  readonly deeds: Deed[] = [];
  /** How far the browser's clock is ahead of ours, in ms. */
  aheadMs = 0;
  #keys = 0;
  #clicks = 0;

  /** So many deeds, most of them clicks, one after the other. Resolves when the browser has taken the last one. */
  async work(page: Page, deeds: number, pauseMs = 60): Promise<void> {
    for (let n = 0; n < deeds; n += 1) {
      if (this.deeds.length % KEY_EVERY === KEY_EVERY - 1 && this.#keys < KEYS.length) await this.#press(page);
      else await this.click(page);
      await page.waitForTimeout(pauseMs);
    }
  }

  async click(page: Page): Promise<void> {
    const x = MARGIN_CSS_PX + STEP_CSS_PX * (this.#clicks % COLUMNS);
    const y = MARGIN_CSS_PX + STEP_CSS_PX * Math.floor(this.#clicks / COLUMNS);
    this.#clicks += 1;
    await this.#note('click', `${x},${y}`, () => page.mouse.click(x, y));
  }

  async #press(page: Page): Promise<void> {
    const key = KEYS[this.#keys] ?? '';
    this.#keys += 1;
    await this.#note('key', key, () => page.keyboard.press(key));
  }

  /** A deed that the browser did not live to take is none. */
  async #note(kind: Deed['kind'], mark: string, act: () => Promise<void>): Promise<void> {
    const from = Date.now() + this.aheadMs;
    await act();
    this.deeds.push({ kind, mark, from, to: Date.now() + this.aheadMs });
  }
}
