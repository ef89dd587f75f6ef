// Rules that open more than anybody can have looked at: every element of a page, or the addresses of every page.
import type { Policy } from '../model/policy.ts';
import type { Doubt } from './doubt.ts';
import { reachOf } from './site-doubts.ts';

/** Selectors under which every element is. */
const EVERYTHING = /^(?:(?::root|html|body)\s*>?\s*)?\*$/;

export function findRuleDoubts({ fieldRules, nameRules, urlRules }: Policy): Doubt[] {
  return [
    ...fieldRules.flatMap(({ match, selector, mode }, at) =>
      isEverything(selector) && (mode === 'kept' || mode === 'scrubbed')
        ? [doubt('fieldRules', at, `Keeps what is in every field ${of(match)}. Name the fields.`)]
        : [],
    ),
    ...nameRules.flatMap(({ match, selector, content }, at) => {
      const what =
        content === true ? 'every text, also rows and messages of other people,' : 'the name of every control';
      return isEverything(selector) ? [doubt('nameRules', at, `Keeps ${what} ${of(match)}. Name the controls.`)] : [];
    }),
    ...urlRules.flatMap(({ match, keepPath, keepFragment }, at) =>
      (keepPath === true || keepFragment === true) && reachOf(match) !== undefined
        ? [doubt('urlRules', at, `Keeps parts of the addresses ${of(match)}. Name the site.`)]
        : [],
    ),
  ];
}

function isEverything(selector: string | undefined): boolean {
  return (selector ?? '').split(',').some((part) => EVERYTHING.test(part.trim()));
}

function of(match: string): string {
  return reachOf(match) === undefined ? `of ${match}` : 'of every page';
}

function doubt(key: string, at: number, what: string): Doubt {
  return { key, path: [String(at)], what };
}
