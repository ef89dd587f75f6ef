// Takes personal data and secrets out of text that policy lets through. The worker's last look before the disk; never in a page.
import { findBirthDates } from './detect-birth-date.ts';
import { findCoordinates, findEmails, findMachines, findSecretUrls, findTellingUrls } from './detect-contact.ts';
import { findIdentityNumbers, findLongNumbers } from './detect-identity.ts';
import { findLabelled } from './detect-labelled.ts';
import { createNameDetector, findTitledNames } from './detect-name.ts';
import { findCards, findIbans } from './detect-payment.ts';
import { findPhones } from './detect-phone.ts';
import { findKeys, findPasswords, findSeeds, findTokens } from './detect-secret.ts';
import type { Detector } from './found-text.ts';
import { replaceFound } from './found-text.ts';

/** The floor: what goes from any text. */
const SECRETS: readonly Detector[] = [
  findKeys,
  findTokens,
  findPasswords,
  findSeeds,
  findSecretUrls,
  findCards,
  findIbans,
  findIdentityNumbers,
  findLabelled,
];
const PERSONAL: readonly Detector[] = [
  findEmails,
  findPhones,
  findTellingUrls,
  findMachines,
  findCoordinates,
  findBirthDates,
  findLongNumbers,
  findTitledNames,
];

/** What a text is known to be about. */
export interface ScrubContext {
  /** Names of people that the page shows; parts of them go too. */
  readonly names: readonly string[];
}

/**
 * `text` of a `scrubbed` field with personal data and secrets as typed placeholders: `[email]`, `[phone]`, `[name]`. Give it the whole
 * text of a field, since a number that is cut in two is none. Idempotent; placeholders stay as they are.
 */
export function scrub(text: string, { names }: ScrubContext): string {
  return replaceFound(text, [...SECRETS, ...PERSONAL, createNameDetector(names)]);
}

/** `text` of a `kept` field with secrets and numbers of the floor as typed placeholders; names and addresses stay. Idempotent. */
export function scrubSecrets(text: string): string {
  return replaceFound(text, SECRETS);
}
