// First act: look for a ticket in the list. Node only.
import { humanKey, humanKeyClick, humanTab, humanType } from '../human-keys.ts';
import { humanClick, humanRightClick, humanWheel } from '../human-pointer.ts';
import type { Person } from '../person.ts';
import { note, spotOf, think } from '../person.ts';
import { arrive } from './arrive.ts';

/** Rows of the list as it stands after search, filter and sort: the second, the third, and two that a scroll brings up. */
const ROWS = { ticked: '4100', tickedByKey: '4039', rightClicked: '4030', opened: '4012' };

/** Opens the list, finds a ticket by search, filter, sort and scroll, ticks two others, and opens the found one. */
export async function findTicket(person: Person): Promise<void> {
  await person.page.goto(`${person.origin}/index.html`);
  await arrive(person, 'index.html', 'typed');
  await narrowList(person);
  await tickRows(person);
  await lookAround(person);
  await humanClick(person, spotOf(person, `open-${ROWS.opened}`));
  await arrive(person, 'ticket.html', 'link');
}

async function narrowList(person: Person): Promise<void> {
  const search = spotOf(person, 'search');
  await humanClick(person, search);
  await humanType(person, search, 'Snorkelwick');
  await humanKey(person, 'Enter');
  note(person, 'submit', { target: 'search-form', detail: { navigates: false } });
  await humanTab(person, 'status-filter');
  await think(person);
  await humanKey(person, 'ArrowDown');
  note(person, 'change', { target: 'status-filter', detail: { value: 'open' } });
  await humanClick(person, spotOf(person, 'sort-customer'));
}

async function tickRows(person: Person): Promise<void> {
  await humanClick(person, spotOf(person, `tick-${ROWS.ticked}`));
  note(person, 'change', { target: `tick-${ROWS.ticked}`, detail: { value: true } });
  await humanTab(person, `open-${ROWS.ticked}`);
  await humanTab(person, `tick-${ROWS.tickedByKey}`);
  await humanKeyClick(person, 'Space', `tick-${ROWS.tickedByKey}`);
  note(person, 'change', { target: `tick-${ROWS.tickedByKey}`, detail: { value: true } });
}

async function lookAround(person: Person): Promise<void> {
  const scroller = spotOf(person, 'ticket-scroller');
  await humanWheel(person, scroller, 5, scroller);
  await humanRightClick(person, spotOf(person, `open-${ROWS.rightClicked}`));
  note(person, 'dialog', { target: 'row-menu', detail: { type: 'popover' } });
  await think(person);
  await humanKey(person, 'Escape');
  const rail = spotOf(person, 'rail');
  await humanWheel(person, rail, 4);
  await think(person);
  await humanWheel(person, rail, -4);
}
