// Takes personal data and secrets out of text that policy lets through. The worker's last look before the disk; never in a page.
import type { MetadataJson } from 'libphonenumber-js/core';
import type { FieldWords } from '../model/field.ts';
import { findBirthDates } from './detect-birth-date.ts';
import { findCoordinates, findEmails, findMachines, findSecretUrls, findTellingUrls } from './detect-contact.ts';
import { findIdentityNumbers, findLongNumbers } from './detect-identity.ts';
import { createLabelledDetector } from './detect-labelled.ts';
import { createNameDetector, findTitledNames } from './detect-name.ts';
import { findCards, findIbans } from './detect-payment.ts';
import { createPhoneDetector } from './detect-phone.ts';
import { findKeys, findPasswords, findSeeds, findTokens } from './detect-secret.ts';
import type { Detector } from './found-text.ts';
import { replaceFound } from './found-text.ts';
import { createLabelMatcher } from './label-match.ts';

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
];
const PERSONAL: readonly Detector[] = [
  findEmails,
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

/** What detectors know that is data and no code. */
export interface ScrubData {
  readonly words: FieldWords;
  readonly plans: MetadataJson;
}

export interface Scrubber {
  /**
   * `text` of a `scrubbed` field with personal data and secrets as typed placeholders: `[email]`, `[phone]`, `[name]`. Give it the
   * whole text of a field, since a number that is cut in two is none. Idempotent; placeholders stay as they are.
   */
  scrub(text: string, context: ScrubContext): string;
  /** `text` of a `kept` field with secrets and numbers of the floor as typed placeholders; names and addresses stay. Idempotent. */
  scrubSecrets(text: string): string;
}

/** Compiles the detectors, once a worker life and only when there is a text. */
export function createScrubber({ words, plans }: ScrubData): Scrubber {
  const secrets = [...SECRETS, createLabelledDetector(createLabelMatcher(words))];
  const personal = [...secrets, ...PERSONAL, createPhoneDetector(plans)];
  return {
    scrub: (text, { names }) => replaceFound(text, [...personal, createNameDetector(names)]),
    scrubSecrets: (text) => replaceFound(text, secrets),
  };
}
