// Makers of cases, so that each case says only what is its own.
import type { Case, Reveal, Step } from '../runner/case.ts';

export interface Draft {
  readonly id: string;
  readonly category: string;
  readonly vector: string;
  readonly html: string;
  readonly locale?: string;
  readonly framework?: string;
  readonly pages?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly title?: string;
  readonly target?: string;
  readonly region?: string;
  readonly action?: string;
  readonly typed?: string;
  readonly steps?: readonly Step[];
  readonly leaks?: readonly string[];
  readonly keeps?: readonly string[];
  readonly reveals?: readonly Reveal[];
}

const OF_TYPING: readonly Reveal[] = ['exact_length', 'key', 'code', 'per_key_timing', 'event_count_equals_length'];
const OF_SECRETS: readonly Reveal[] = [...OF_TYPING, 'length_bucket', 'caret_offset', 'target_rect_per_key'];

function make(draft: Draft, keeps: readonly string[], reveals: readonly Reveal[], policy: Case['policy']): Case {
  const { id, category, vector, html, pages, url, title, region, typed = '', target = '#f' } = draft;
  return {
    id,
    category,
    vector,
    locale: draft.locale ?? 'en',
    framework: draft.framework ?? 'vanilla',
    html,
    ...(pages !== undefined && { pages }),
    ...(url !== undefined && { url }),
    ...(title !== undefined && { title }),
    ...(region !== undefined && { region }),
    target,
    action: draft.action ?? 'type',
    typed,
    steps: draft.steps ?? (typed === '' ? [{ do: 'click', sel: target }] : [{ do: 'type', sel: target, text: typed }]),
    mustNotLeak: draft.leaks ?? (typed === '' || policy !== 'any' ? [] : [typed]),
    mustKeep: draft.keeps ?? keeps,
    mustNotReveal: draft.reveals ?? reveals,
    note: vector,
    policy,
  };
}

/** Typed into a field of the floor: that it was used, and nothing else. */
export const secret = (draft: Draft): Case => make(draft, ['event:text_entry', 'redacted:secret'], OF_SECRETS, 'any');

/** Typed into any other field: a length bucket, and no character. */
export const personal = (draft: Draft): Case => make(draft, ['event:text_entry', 'redacted:true'], OF_TYPING, 'any');

/** Seen or pressed, not typed: what stands in the page. */
export const seen = (draft: Draft): Case => make(draft, ['event:click'], [], 'any');

/** A field that looks like a secret to a bad rule, and is none. */
export const harmless = (draft: Draft): Case =>
  make(draft, ['event:text_entry', `text:${draft.typed ?? ''}`], [], 'clear-text-allowed');
