// Test ids, element ids and class names as they may be recorded: only those that a person wrote into the code.
import type { SafeToken } from '../model/safe.ts';
import { looksRandom } from './random-looking.ts';

const MAX_CHARS = 40;
/** Words of letters joined by `-`, `_`, `.` or `:`, at most two digits at the end of a word: `save-button`, `col-6`. */
const HAND_WRITTEN = /^[a-z]+\d{0,2}(?:(?:-|--|_|__|\.|:)(?:[a-z]+\d{0,2}|\d{1,2}))*$/i;
/** Made by frameworks, new in every build or page: `css-abc`, `sc-bdVaJa`, `radix-3`, `:r1:`. */
const GENERATED =
  /^(?:css|sc|jss|jsx|svelte|ember|radix|headlessui|mui|react-aria|mat-input|cdk|ng-tns|data-v)-?(?=[\d:-]|[a-z]{5,8}$)/;

/** `raw` where it looks written by hand and carries no data; undefined otherwise. Idempotent. */
export function toSafeToken(raw: string): SafeToken | undefined {
  if (raw.length > MAX_CHARS || !HAND_WRITTEN.test(raw) || GENERATED.test(raw)) return undefined;
  const digits = raw.replace(/\D/g, '').length;
  const words = raw.split(/[^a-z]+/i);
  return digits <= 3 && !words.some(isNoise) ? (raw as SafeToken) : undefined;
}

/** Code is written in short words with vowels, or in the usual short forms (`btn`, `txtPwd`, `html`). */
function isNoise(word: string): boolean {
  const parts = word.split(/(?<=[a-z])(?=[A-Z])/);
  const isFlipping = /[a-z][A-Z][a-z]?[A-Z]/.test(word);
  return (
    isFlipping ||
    looksRandom(word) ||
    parts.some((part) => part.length > 24 || (part.length > 5 && !/[aeiouy]/i.test(part)))
  );
}
