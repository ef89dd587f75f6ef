// What a person types into the fields of the form, with the policy that lets some of it through.
import type { Page } from '@playwright/test';

/** Goes on after a burst of typing has ended by itself. */
const BURST_OVER_MS = 2_300;

export const KEPT = 'Printer on floor two jams';
export const PASSWORD = 'Zebra-Quagga-77';
export const JWT = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${'dBjftJeZ4CVPmB92K27uhbUJU1p1r'}`;
export const SCRUBBED = [
  'Call Erika Mustermann on 030 90182222 or erika@example.org,',
  `pays by 4111 1111 1111 1111 or DE89 3704 0044 0532 0130 00, signs in with ${JWT}`,
].join(' ');

/** Strings that must be nowhere, whatever the policy lets through. */
export const FORBIDDEN = [
  PASSWORD,
  JWT,
  'Mustermann',
  '90182222',
  'erika@example.org',
  '4111 1111',
  '1111 1111',
  '0532 0130',
  'pelican-unlisted',
  'giraffe-mistyped',
];

/** What may be told of each field that was typed into, in that order: mode and text of each burst but those whose text stands on a later one. */
export const EXPECTED = [
  [['protected', null]],
  [['scrubbed', 'Call [name] on [phone] or [email], pays [card] or [iban], signs in with [jwt]']],
  [['kept', 'paid with [card]']],
  [['kept', 'sign in by [jwt] here']],
  [['kept', 'put right']],
  [['masked', 'lost']],
  [
    ['kept', 'first entry'],
    ['kept', 'second entry'],
  ],
  [['masked', null]],
  [['kept', KEPT]],
];

/** Rules for the pages of one origin. */
export function rulesOf(site: string): Record<string, unknown> {
  const match = `${site}/*`;
  return {
    fieldRules: [
      { match, selector: '.kept', mode: 'kept' },
      { match, selector: '.scrubbed', mode: 'scrubbed' },
      { match, selector: '#unlisted', mode: 'masked' },
    ],
    nameRules: [{ match, selector: 'button' }],
    urlRules: [{ match, keepPath: true, keepQuery: ['tab'] }],
  };
}

export async function fillForm(page: Page): Promise<void> {
  // In a tab behind another one a page's timers are slow.
  await page.bringToFront();
  const type = async (id: string, text: string): Promise<void> => {
    await page.click(`#${id}`);
    await page.keyboard.type(text);
  };
  await type('password', PASSWORD);
  await type('summary', SCRUBBED);
  await type('two-bursts', 'paid with 4111 1111 ');
  await page.waitForTimeout(BURST_OVER_MS);
  await page.keyboard.type('1111 1111');
  await type('middle', 'sign in by  here');
  for (let i = 0; i < ' here'.length; i += 1) await page.keyboard.press('ArrowLeft');
  await page.evaluate((text) => navigator.clipboard.writeText(text), JWT);
  await page.keyboard.press('Control+V');
  await type('corrected', 'giraffe-mistyped');
  await page.click('#done');
  await page.click('#corrected');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('put right');
  await type('echo', `try ${PASSWORD} again`);
  await type('entries', 'first entry');
  await page.keyboard.press('Enter');
  await page.keyboard.type('second entry');
  await page.keyboard.press('Enter');
  await page.selectOption('#status', 'done');
  await page.focus('#status');
  await page.keyboard.press('ArrowUp');
  await page.click('#urgent');
  await type('unlisted', 'pelican-unlisted');
  await type('note', KEPT);
  await page.click('#done');
}
