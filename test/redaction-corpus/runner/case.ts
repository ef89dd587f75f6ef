// One adversarial case: a page, what a person does there, what may appear nowhere, and what must still be told.

/** One thing that is done with trusted input (but for `setValue` and `eval`, which stand for scripts of the page). */
export type Step =
  /** Focus, caret to the end, one trusted key after the other; `\n` is Enter. */
  | { readonly do: 'type'; readonly sel: string; readonly text: string }
  | { readonly do: 'typeTimed'; readonly sel: string; readonly text: string; readonly delays: readonly number[] }
  /** Keys to whatever has the focus. */
  | { readonly do: 'rawType'; readonly text: string }
  | { readonly do: 'typeFrame'; readonly frame: string; readonly sel: string; readonly text: string }
  /** A trusted input event without keys: autofill, dictation, the emoji panel. */
  | { readonly do: 'insertText'; readonly sel: string; readonly text: string }
  | { readonly do: 'paste'; readonly sel: string; readonly text: string }
  | { readonly do: 'ime'; readonly sel: string; readonly composition: readonly string[]; readonly commit: string }
  | {
      readonly do: 'click' | 'dblclick' | 'rightClick' | 'tap' | 'hover' | 'selectText' | 'focus';
      readonly sel: string;
    }
  /** A click at a place relative to an element: into closed shadow roots. */
  | { readonly do: 'clickAt'; readonly sel: string; readonly x: number; readonly y: number }
  | { readonly do: 'press'; readonly keys: string; readonly times?: number }
  | { readonly do: 'select'; readonly sel: string; readonly value: string }
  | { readonly do: 'setValue'; readonly sel: string; readonly value: string }
  | { readonly do: 'eval'; readonly js: string }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'drag'; readonly from: string; readonly to: string }
  | { readonly do: 'stroke'; readonly sel: string; readonly points: readonly (readonly number[])[] }
  | { readonly do: 'upload'; readonly sel: string; readonly name: string };

export type Reveal =
  | 'exact_length'
  | 'length_bucket'
  | 'key'
  | 'code'
  | 'per_key_timing'
  | 'per_key_timing_ms'
  | 'caret_offset'
  | 'event_count_equals_length'
  | 'target_rect_per_key'
  | 'selected_index'
  | 'option_value'
  | 'option_index'
  | 'checked_state'
  | 'pointer_path'
  | 'pointer_offset_in_control'
  | 'click_xy'
  | 'click_xy_in_grid'
  | 'target_text'
  | 'target_selector'
  | 'selection_text'
  | 'exact_size';

export interface Case {
  /** Two letters and a number. */
  readonly id: string;
  /** Family of the leak. */
  readonly category: string;
  /** What is tried: the markup imitated and the trick, in a few words. Cases of one vector differ only in words. */
  readonly vector?: string;
  readonly locale: string;
  readonly framework: string;
  /** Content of `<body>`. */
  readonly html: string;
  /** Other pages of the same origin, by path. */
  readonly pages?: Readonly<Record<string, string>>;
  /** Path, query and fragment; `/app` by default. */
  readonly url?: string;
  readonly title?: string;
  /** Selector; `>>>` goes through open shadow roots, `iframe#x >> #y` into a frame. */
  readonly target: string;
  /** Where no point or path may be told; by default the target, or the parent of a key that is pressed. */
  readonly region?: string;
  readonly action: string;
  readonly typed: string;
  readonly steps: readonly Step[];
  readonly mustNotLeak: readonly string[];
  readonly mustKeep: readonly string[];
  readonly mustNotReveal: readonly Reveal[];
  readonly note: string;
  /** `any`: holds under every policy. `clear-text-allowed`: a harmless control, which must not be treated as a secret. */
  readonly policy: 'any' | 'clear-text-allowed';
}

/** The vector of a case; older cases name it by what they imitate and do. */
export function vectorOf({ vector, category, framework, action, note }: Case): string {
  return vector ?? [category, framework, action, note].join(' / ');
}
