// The events of a page: one schema for each kind. `t`, `seq` and `doc` are added in `record.ts`.
import * as z from 'zod/mini';
import { field } from './field.ts';
import { durationBucket, lengthBucket, safeUrl } from './safe.ts';
import { box, point, target } from './target.ts';

export const MODIFIERS = ['Alt', 'Control', 'Meta', 'Shift'] as const;
export type Modifier = (typeof MODIFIERS)[number];
const modifiers = z.optional(z.array(z.enum(MODIFIERS)));

export const POINTER_TYPES = ['mouse', 'pen', 'touch', 'unknown'] as const;
export const BUTTONS = ['primary', 'auxiliary', 'secondary', 'back', 'forward', 'other'] as const;
/** How long, in ms. */
const ms = z.number().check(z.nonnegative());
const doc = z.string();

export const CAUSES = [
  'link',
  'typed',
  'reload',
  'back_forward',
  'form',
  'spa',
  'fragment',
  'restored',
  'new_session',
  'other',
] as const;
export type Cause = (typeof CAUSES)[number];

/**
 * Sizes in CSS px; `dpr` is the device pixel ratio, `zoom` the pinch zoom, `scrollX` and `scrollY` the scroll origin. A point in a
 * frame lies in its parent at the content box that the parent's newest `frames` has for the frame's newest `index`.
 */
const viewportFields = {
  width: z.number(),
  height: z.number(),
  dpr: z.number(),
  zoom: z.number(),
  scrollX: z.number(),
  scrollY: z.number(),
  /** For a frame: its number among the frames of the document that holds it. */
  index: z.optional(z.int()),
  /** Frames in this document: `[index, content box]`, as large as shown; absent where there is none. */
  frames: z.optional(z.array(z.tuple([z.int(), box]))),
};
export const viewport = z.strictObject({ kind: z.literal('viewport'), ...viewportFields });

/** A document came into view of the recorder: loaded, or its URL changed without a load (`spa`, `fragment`). */
export const page = z.strictObject({
  kind: z.literal('page'),
  url: safeUrl,
  cause: z.enum(CAUSES),
  /** The tab's number; absent where the browser did not tell. */
  tab: z.optional(z.int()),
  /** For a frame: `doc` of the document that holds it. */
  parent: z.optional(doc),
  viewport: z.strictObject(viewportFields),
});

export const tab = z.strictObject({
  kind: z.literal('tab'),
  tab: z.int(),
  action: z.enum(['opened', 'activated', 'closed']),
  opener: z.optional(z.int()),
});

export const visibility = z.strictObject({ kind: z.literal('visibility'), state: z.enum(['visible', 'hidden']) });
export const focus = z.strictObject({ kind: z.literal('focus'), focused: z.boolean() });

/** One pointer path: start point in CSS px, then one column each for time (ms) and place, as deltas from sample to sample. */
export const pointer = z.strictObject({
  kind: z.literal('pointer'),
  type: z.enum(POINTER_TYPES),
  x: z.int(),
  y: z.int(),
  dt: z.array(z.int()),
  dx: z.array(z.int()),
  dy: z.array(z.int()),
  /** `[index of sample, bit mask of buttons]` where the buttons change; absent while none is down. */
  buttons: z.optional(z.array(z.tuple([z.int(), z.int()]))),
});

export const click = z.strictObject({
  kind: z.literal('click'),
  /** Absent for a click made by the keyboard, and where the place would tell a value (sliders, keypads). */
  point: z.optional(point),
  button: z.enum(BUTTONS),
  /** 1 for a single click, 2 for the second of a double click, 3 for a third. */
  count: z.int(),
  modifiers,
  /** How long the button was held, in ms. */
  held: z.optional(ms),
  /** What made it: a pointer, a key (Enter or Space), or a label that passed its own click on to its control. */
  by: z.enum([...POINTER_TYPES, 'keyboard', 'label']),
  target,
});

const dragEnd = z.strictObject({ point, target: z.optional(target) });
export const drag = z.strictObject({
  kind: z.literal('drag'),
  by: z.enum(['pointer', 'html']),
  /** Absent for a drag that came from outside the page. */
  from: z.optional(dragEnd),
  /** Absent where the drag ended outside the page or was cancelled. */
  to: z.optional(dragEnd),
  /** What was dragged, by type only: `text/plain`, `Files`, … with how many. */
  items: z.optional(z.array(z.strictObject({ type: z.string(), count: z.int() }))),
  ms,
});

const offset = z.strictObject({ x: z.number(), y: z.number() });
export const scroll = z.strictObject({
  kind: z.literal('scroll'),
  /** The scrolled element; absent when the page itself scrolled. */
  target: z.optional(target),
  from: offset,
  to: offset,
  source: z.enum(['wheel', 'key', 'touch', 'pointer', 'other']),
  ms,
});

/** A command key. Never a printable character on its own. */
export const key = z.strictObject({
  kind: z.literal('key'),
  key: z.string(),
  modifiers,
  /** True for a key that repeats because it is held down. */
  repeat: z.optional(z.literal(true)),
  field: z.optional(field),
  target: z.optional(target),
});

/** One burst in one field. Lengths and duration are buckets; in protected fields there are none. */
export const typing = z.strictObject({
  kind: z.literal('typing'),
  field,
  target,
  inserted: z.optional(lengthBucket),
  deleted: z.optional(lengthBucket),
  pasted: z.optional(z.literal(true)),
  autofilled: z.optional(z.literal(true)),
  /** How often the person took something back (Backspace runs, undo). */
  corrections: z.optional(lengthBucket),
  /** Seconds, as a bucket. */
  duration: z.optional(durationBucket),
  /**
   * Only where the field's mode lets text through: all that the field held when it was left, or before the page emptied it, on the last
   * burst that it came from.
   */
  text: z.optional(z.string()),
});

export const CHANGE_CONTROLS = ['select', 'checkbox', 'radio', 'slider', 'date', 'colour', 'file', 'other'] as const;
export const change = z.strictObject({
  kind: z.literal('change'),
  control: z.enum(CHANGE_CONTROLS),
  field,
  target,
  /** Only where the field's mode lets it through. */
  value: z.optional(z.string()),
  /** For file choosers: how many files. */
  files: z.optional(z.int()),
});

export const clipboard = z.strictObject({
  kind: z.literal('clipboard'),
  action: z.enum(['copy', 'cut', 'paste']),
  field: z.optional(field),
  target: z.optional(target),
  length: z.optional(lengthBucket),
});

export const submit = z.strictObject({
  kind: z.literal('submit'),
  target,
  /** Number of the element that submitted the form. */
  submitter: z.optional(z.int()),
});

export const dialog = z.strictObject({ kind: z.literal('dialog'), type: z.enum(['dialog', 'popover']), target });

export const pageEvents = {
  page,
  viewport,
  visibility,
  focus,
  pointer,
  click,
  drag,
  scroll,
  key,
  typing,
  change,
  clipboard,
  submit,
  dialog,
};

/** What a page script may send: any event of a page. */
export const pageEvent = z.discriminatedUnion('kind', [
  page,
  viewport,
  visibility,
  focus,
  pointer,
  click,
  drag,
  scroll,
  key,
  typing,
  change,
  clipboard,
  submit,
  dialog,
]);
export type PageEvent = z.infer<typeof pageEvent>;
export type PageEventKind = PageEvent['kind'];
export type PageEventOf<K extends PageEventKind> = Extract<PageEvent, { kind: K }>;

export type TabEvent = z.infer<typeof tab>;
export type Viewport = PageEventOf<'viewport'>;
