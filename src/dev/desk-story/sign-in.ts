// Fourth act: sign in and pay. Everything typed here is secret or close to it. Node only.
import { humanKey, humanTab, humanType } from '../human-keys.ts';
import { humanClick } from '../human-pointer.ts';
import type { Person } from '../person.ts';
import { endOf, note, spotOf, think } from '../person.ts';
import { arrive } from './arrive.ts';

/** Types user name, password (the end of it in plain sight), code and card, and sends the form with Enter. */
export async function signIn(person: Person): Promise<void> {
  await humanClick(person, spotOf(person, 'nav-sign-in'));
  await arrive(person, 'login.html', 'link');
  await typeAccount(person);
  await typeCard(person);
  await think(person);
  await humanKey(person, 'Enter');
  // Enter in a field sends the form through a click on its submit button: https://html.spec.whatwg.org/#implicit-submission
  note(person, 'click', { target: 'sign-in', detail: { count: 0, by: 'implicit' } });
  note(person, 'submit', { target: 'sign-in-form', detail: { navigates: true } });
  await arrive(person, 'saved.html', 'form');
}

async function typeAccount(person: Person): Promise<void> {
  const password = spotOf(person, 'password');
  await humanClick(person, spotOf(person, 'username'));
  await humanType(person, spotOf(person, 'username'), 'ottoline.krumhorn');
  await humanTab(person, 'password');
  await humanType(person, password, 'Vexatious-Oboe-84');
  await humanClick(person, spotOf(person, 'show-password'));
  await humanClick(person, endOf(password));
  await humanType(person, password, '-Plinth-30');
  await humanClick(person, spotOf(person, 'one-time-code'));
  await humanType(person, spotOf(person, 'one-time-code'), '40917736');
}

async function typeCard(person: Person): Promise<void> {
  await humanClick(person, spotOf(person, 'card-number'));
  await humanType(person, spotOf(person, 'card-number'), '4111111111111111');
  await humanTab(person, 'card-expiry');
  await humanType(person, spotOf(person, 'card-expiry'), '11/31');
  await humanTab(person, 'card-cvc');
  await humanType(person, spotOf(person, 'card-cvc'), '737');
}
