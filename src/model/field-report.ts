// What each field of a page would get, as `showhow policy test` learns it from a browser.
import * as z from 'zod/mini';
import type { FieldWords } from './field.ts';
import { field } from './field.ts';
import type { PageRules } from './page-rules.ts';

/** What the page's half is given. */
export interface FieldQuestion {
  readonly words: FieldWords;
  readonly rules: PageRules;
}

export const fieldReport = z.union([
  z.strictObject({
    fields: z.array(
      z.strictObject({
        /** Tag, type, id and name, as a selector. */
        element: z.string(),
        field,
        /** Selectors or classes of the rules that decided; empty where none did. */
        by: z.array(z.string()),
      }),
    ),
  }),
  /** A selector that the browser refuses: on such a page nothing is recorded. */
  z.strictObject({ refused: z.string() }),
]);
export type FieldReport = z.infer<typeof fieldReport>;
