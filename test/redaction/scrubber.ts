// The detectors with the data that the build gives the worker.
import { FIELD_WORDS } from '../../src/redaction/field-words.ts';
import { NUMBER_PLANS } from '../../src/redaction/number-plans.ts';
import { createScrubber } from '../../src/redaction/scrub.ts';

export const scrubber = createScrubber({ words: FIELD_WORDS, plans: NUMBER_PLANS });
export const { scrub, scrubSecrets } = scrubber;
