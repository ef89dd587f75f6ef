// Takes a policy's rules apart for one page: which of them may matter there, and how closely each names what it is for.
import type { FieldClass } from '../model/field.ts';
import type { MatchPattern } from '../model/match-pattern.ts';
import { matchesGlob, matchesOrigin, parseMatchPattern } from '../model/match-pattern.ts';
import type { PageRules, UrlKeep } from '../model/page-rules.ts';
import type { RedactionMode } from '../model/safe.ts';
import { specificityOf, splitSelectors } from './selector-text.ts';

/** The rules of a policy, as they are written. */
export interface PolicyRules {
  readonly fieldRules: readonly {
    readonly match: string;
    readonly selector?: string | undefined;
    readonly class?: FieldClass | undefined;
    readonly mode: RedactionMode;
  }[];
  readonly nameRules: readonly {
    readonly match: string;
    readonly selector: string;
    readonly content?: boolean | undefined;
  }[];
  readonly urlRules: readonly ({ readonly match: string } & {
    readonly [K in keyof UrlKeep]: UrlKeep[K] | undefined;
  })[];
}

/** A closer page counts before a closer field. */
const PAGE_WEIGHT = 1_000_000;
const HOST_WEIGHT = 1_000;

/**
 * The rules that may matter in a document of `url`. Paths are left to the page, which may change its own; `isFixed` judges them at once,
 * for a document that has no address of its own and inherits this one.
 */
export function rulesFor(policy: PolicyRules, url: string, isFixed: boolean): PageRules {
  const at = new URL(url);
  const placed = <R extends { readonly match: string }>(rules: readonly R[]) =>
    rules.flatMap((rule) => {
      const pattern = parseMatchPattern(rule.match);
      if (pattern === undefined || !matchesOrigin(pattern, at)) return [];
      if (isFixed && !matchesGlob(pattern.path, at.pathname + at.search)) return [];
      return [{ rule, path: isFixed ? '*' : pattern.path, closeness: closenessOf(pattern) * PAGE_WEIGHT }];
    });
  return {
    fields: placed(policy.fieldRules).flatMap(({ rule, path, closeness }) => {
      const { mode, selector } = rule;
      if (selector === undefined)
        return [{ path, ...(rule.class && { class: rule.class }), mode, specificity: closeness }];
      // Each part of a list counts as closely as it names a field by itself.
      return splitSelectors(selector).map((one) => ({
        path,
        selector: one,
        mode,
        specificity: closeness + specificityOf(one),
      }));
    }),
    names: placed(policy.nameRules).map(({ rule: { selector, content }, path }) => ({
      path,
      selector,
      ...(content === true && { content }),
    })),
    urls: placed(policy.urlRules).map(({ rule: { keepPath, keepQuery, keepFragment }, path, closeness }) => ({
      path,
      specificity: closeness,
      ...(keepPath === true && { keepPath }),
      ...(keepQuery !== undefined && { keepQuery }),
      ...(keepFragment === true && { keepFragment }),
    })),
  };
}

/** A whole host before its subdomains before any, then the longer host, then the path with more to compare. */
function closenessOf({ host, subdomains, path }: MatchPattern): number {
  const hosts = host === '' ? 0 : 1 + Number(!subdomains);
  return (
    (hosts * HOST_WEIGHT + Math.min(host.length, 255)) * HOST_WEIGHT + Math.min(path.replaceAll('*', '').length, 999)
  );
}
