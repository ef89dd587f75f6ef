// Second act: fill in the follow-up of a ticket, close it, send it. Node only.
import { humanKey, humanKeyClick, humanTab, humanType, typeSilently } from '../human-keys.ts';
import { humanClick, humanDoubleClick, noteRestoredScroll } from '../human-pointer.ts';
import type { Person } from '../person.ts';
import { endOf, framedSpotOf, note, spotOf, think } from '../person.ts';
import { arrive } from './arrive.ts';

/** Reads the tracking word, fills in the whole follow-up, closes the ticket, submits, and comes back. */
export async function workTicket(person: Person): Promise<void> {
  const copied = await copyTrackingWord(person);
  await fillFields(person);
  await chooseContact(person);
  await writeNote(person);
  await writeReply(person, copied);
  await useCustomerCard(person);
  await pinFromMenu(person);
  await closeTicket(person);
  await humanClick(person, spotOf(person, 'submit'));
  note(person, 'submit', { target: 'ticket-form', detail: { navigates: true } });
  await arrive(person, 'saved.html', 'form');
  await think(person);
  await person.page.goBack(); // Alt+Left does nothing in headless Chromium
  await arrive(person, 'ticket.html', 'back_forward');
  await noteRestoredScroll(person);
}

async function copyTrackingWord(person: Person): Promise<string> {
  const word = spotOf(person, 'tracking-word');
  await humanDoubleClick(person, word);
  await humanKey(person, 'Control+c');
  note(person, 'copy', { target: 'tracking-word' });
  return (await word.locator.textContent()) ?? '';
}

async function fillFields(person: Person): Promise<void> {
  const name = spotOf(person, 'customer-name');
  await humanClick(person, name);
  await humanType(person, name, 'Quibble-Marzipan-77');
  await humanTab(person, 'customer-email');
  await humanType(person, spotOf(person, 'customer-email'), 'wug.zettel@example.org');
  await humanTab(person, 'customer-phone');
  await humanType(person, spotOf(person, 'customer-phone'), '01632 960771');
  await humanTab(person, 'priority');
  for (const value of ['normal', 'high']) {
    await humanKey(person, 'ArrowDown');
    note(person, 'change', { target: 'priority', detail: { value } });
  }
  await humanTab(person, 'due');
  // The same in day-first and month-first locales.
  await typeSilently(person, '04042031');
  // Chromium calls the date changed with each digit of the year.
  for (const value of ['0002-04-04', '0020-04-04', '0203-04-04'])
    note(person, 'change', { target: 'due', detail: { value } });
  note(person, 'change', { target: 'due', typed: '2031-04-04', detail: { value: '2031-04-04' } });
}

async function chooseContact(person: Person): Promise<void> {
  await humanClick(person, spotOf(person, 'label-contact-phone'));
  note(person, 'click', { target: 'contact-phone', detail: { count: 1, by: 'label' } });
  note(person, 'change', { target: 'contact-phone', detail: { value: true } });
  await humanTab(person, 'goodwill');
  for (const value of ['15', '20', '25']) {
    await humanKey(person, 'ArrowRight');
    note(person, 'change', { target: 'goodwill', detail: { value } });
  }
}

async function writeNote(person: Person): Promise<void> {
  const internal = spotOf(person, 'note');
  await humanClick(person, internal);
  await humanClick(person, spotOf(person, 'note-bold'));
  await humanType(person, internal, 'Zephyr-Gasket-51', { slipAfter: 9 });
}

async function writeReply(person: Person, copied: string): Promise<void> {
  const reply = spotOf(person, 'reply');
  await humanClick(person, reply);
  await humanKey(person, 'Control+v');
  note(person, 'paste', { target: 'reply', typed: copied });
  await humanType(person, reply, ' Plover-Custard-63', { isPasted: true });
}

async function useCustomerCard(person: Person): Promise<void> {
  const nickname = framedSpotOf(person, 'customer-frame', 'card-nickname');
  await humanClick(person, endOf(nickname));
  await humanType(person, nickname, 'Bumblefitz-29');
  await humanClick(person, framedSpotOf(person, 'customer-frame', 'card-save'));
}

async function pinFromMenu(person: Person): Promise<void> {
  await humanClick(person, spotOf(person, 'more'));
  note(person, 'dialog', { target: 'more-menu', detail: { type: 'popover' } });
  await humanClick(person, spotOf(person, 'pin-ticket'));
}

async function closeTicket(person: Person): Promise<void> {
  await humanClick(person, spotOf(person, 'close-ticket'));
  note(person, 'dialog', { target: 'close-dialog', detail: { type: 'modal' } });
  await think(person);
  await humanKey(person, 'Escape');
  await think(person);
  await humanKeyClick(person, 'Enter', 'close-ticket');
  note(person, 'dialog', { target: 'close-dialog', detail: { type: 'modal' } });
  await humanClick(person, spotOf(person, 'close-confirm'));
  note(person, 'submit', { target: 'close-form', detail: { navigates: false } });
}
