// Where the built admin page is.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** `npm run build` leaves the page here. */
export const CONSOLE_FOLDER = resolve(import.meta.dirname, '../../.output/console');

export function isConsoleBuilt(): boolean {
  return existsSync(join(CONSOLE_FOLDER, 'index.html'));
}
