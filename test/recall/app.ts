// A site that is an application of others, on a page that says when it is ready.
import type { Driver, Site } from './driver.ts';
import { pressSilently } from './keys.ts';
import { click } from './mouse.ts';

export function app(name: string, run: (driver: Driver) => Promise<void>): Site {
  const fixture = `apps/${name}.html`;
  return {
    name,
    fixture,
    async run(driver, page) {
      await driver.open(fixture);
      await page.locator('body[data-ready=yes]').waitFor();
      await run(driver);
    },
  };
}

/** Leaves the application for the button beside it. */
export const away = (driver: Driver): Promise<void> => click(driver, driver.find('away'));

/** Moves the caret: the file may say so, but in a masked field where the caret went is nobody's business. */
export async function toEnd(driver: Driver): Promise<void> {
  await pressSilently(driver, 'Control+End');
}
