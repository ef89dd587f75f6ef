// What a person acted on: described at the press, before the page could react.
import * as z from 'zod/mini';
import { field } from './field.ts';
import { safeName, safeSelector, safeToken } from './safe.ts';

/** x, y, width, height in CSS px, relative to the viewport of the document that holds the element. */
export const box = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type Box = z.infer<typeof box>;

/** A place in a document's viewport: CSS px, and the same divided by the viewport's width and height (0..1). */
export const point = z.strictObject({ x: z.number(), y: z.number(), nx: z.number(), ny: z.number() });
export type Point = z.infer<typeof point>;

export const TARGET_STATES = [
  'disabled',
  'readonly',
  'required',
  'invalid',
  'checked',
  'mixed',
  'selected',
  'expanded',
  'collapsed',
  'pressed',
  'focused',
  'current',
  'multiple',
  'download',
] as const;
export type TargetState = (typeof TARGET_STATES)[number];

export const SELECTOR_KINDS = ['test', 'css', 'aria', 'xpath', 'pierce'] as const;

/** One way to find the element again. `unique` tells whether it found exactly this element when it was made. */
export const selector = z.strictObject({
  kind: z.enum(SELECTOR_KINDS),
  value: safeSelector,
  unique: z.enum(['yes', 'no', 'unknown']),
});
export type Selector = z.infer<typeof selector>;

/** The innermost element under the pointer, where it is not the target itself (an icon inside a button). */
export const leaf = z.strictObject({
  node: z.int(),
  tag: z.string(),
  role: z.optional(z.string()),
  box: z.optional(box),
});
export type Leaf = z.infer<typeof leaf>;

/** The element acted on: the nearest actionable ancestor of the leaf, else the leaf. */
export const target = z.strictObject({
  /** Number of the element in its document; the same while the element lives. */
  node: z.int(),
  tag: z.string(),
  /** `type` of an input or button. */
  type: z.optional(z.string()),
  role: z.optional(z.string()),
  name: z.optional(safeName),
  testId: z.optional(safeToken),
  box: z.optional(box),
  states: z.optional(z.array(z.enum(TARGET_STATES))),
  field: z.optional(field),
  leaf: z.optional(leaf),
  /** Shadow hosts from the outermost in, each as tag name. */
  shadow: z.optional(z.array(z.string())),
  selectors: z.optional(z.array(selector)),
});
export type Target = z.infer<typeof target>;
