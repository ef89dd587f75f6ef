// Coming to a page of the desk. Node only.
import type { Person } from '../person.ts';
import { note } from '../person.ts';

/** How a page was come to. */
export type Cause = 'typed' | 'link' | 'form' | 'back_forward' | 'reload';

/** Waits until the page of that name is there and loaded, and logs the arrival, with the frame that it holds. */
export async function arrive(person: Person, file: string, cause: Cause): Promise<void> {
  await person.page.waitForURL((url) => url.pathname === `/${file}`, { waitUntil: 'load' });
  note(person, 'navigate', { detail: { path: `/${file}`, cause } });
  if (file === 'ticket.html')
    note(person, 'navigate', { target: 'customer-frame', detail: { path: '/customer.html', cause: 'frame' } });
}

/** Logs a step inside a single-page part: the address changed, or its fragment alone; the document stayed. */
export function arriveInPage(person: Person, cause: 'spa' | 'fragment'): void {
  const { pathname, search, hash } = new URL(person.page.url());
  note(person, 'navigate', { detail: { path: `${pathname}${search}${hash}`, cause } });
}
