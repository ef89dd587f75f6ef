// Text that policy lets through waits here until its field has been left for a while. It is in no record until then.
import type { Field } from '../model/field.ts';
import { HELD_TEXT_MAX_CHARS, HOLD_BACK_MS } from '../model/limit.ts';
import { findAll, genuine, matches } from './native.ts';
import type { Sight, ToldText } from './sight.ts';

/** Elements that pages mark as names of people. */
const PEOPLE = '[itemprop=author],[itemprop=name],[rel=author],.fn,.p-name,.author,a[href^="mailto:"]';
const PEOPLE_MAX = 100;

/** One stay in a field, over all its bursts. */
interface Visit {
  readonly texts: { readonly ats: number[]; text: string }[];
  timer?: ReturnType<typeof setTimeout> | undefined;
}

export interface HoldBack {
  /** A burst ended: `text` is all that the field holds now. `isNew`: the page had emptied the field before it began. */
  keep(element: Element, node: number, at: number, text: string, isNew: boolean): void;
  /** The field was left, or something happened elsewhere. */
  left(element?: Element): void;
}

export function holdBack(sight: Sight): HoldBack {
  const { fields, window, signal, onFault } = sight;
  const visits = new Map<Element, Visit & { readonly node: number }>();

  const tell = (element: Element): void => {
    const visit = visits.get(element);
    // Whoever is in the field still may put it right.
    if (visit === undefined || matches(element, ':focus')) return;
    visits.delete(element);
    // The field may have shown since that it is for something else.
    const field = fields.of(element);
    const mode = letThrough(field);
    const { node, texts } = visit;
    if (mode === undefined || texts.some(({ text }) => text.length > HELD_TEXT_MAX_CHARS)) return;
    sight.tellText({
      mode,
      of: field?.class,
      node,
      texts,
      names: mode === 'scrubbed' ? peopleIn(window.document) : [],
    });
  };
  const wait = (element: Element, visit: Visit): void => {
    clearTimeout(visit.timer);
    visit.timer = setTimeout(() => {
      visit.timer = undefined;
      try {
        tell(element);
      } catch (error) {
        onFault(error);
      }
    }, HOLD_BACK_MS);
  };
  signal.addEventListener('abort', () => {
    for (const { timer } of visits.values()) clearTimeout(timer);
    visits.clear();
  });

  return {
    keep(element, node, at, text, isNew) {
      const visit = visits.get(element) ?? { node, texts: [] };
      visits.set(element, visit);
      const last = visit.texts.at(-1);
      if (last === undefined || (isNew && last.text !== '')) visit.texts.push({ ats: [at], text });
      else {
        last.ats.push(at);
        last.text = text;
      }
      wait(element, visit);
    },
    left(element) {
      for (const [of, visit] of visits) if (of === element || visit.timer === undefined) wait(of, visit);
    },
  };
}

/** The mode of a field whose text may be told. */
export function letThrough(field: Field | undefined): ToldText['mode'] | undefined {
  return field?.mode === 'kept' || field?.mode === 'scrubbed' ? field.mode : undefined;
}

function peopleIn(document: Document): string[] {
  const names = [...findAll(document, PEOPLE)].slice(0, PEOPLE_MAX);
  return names.map((named) => (genuine(named, 'textContent') ?? '').trim().slice(0, 100));
}
