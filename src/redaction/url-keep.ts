// Which parts of an address the rules let stay: the closest rule decides, and of equals what all of them let stay.
import type { PageUrlRule, UrlKeep } from '../model/page-rules.ts';

/** Undefined where no rule is. */
export function keepOf(rules: readonly PageUrlRule[]): UrlKeep | undefined {
  const closest = Math.max(...rules.map(({ specificity }) => specificity));
  const [first, ...others] = rules.filter(({ specificity }) => specificity === closest);
  return others.reduce<UrlKeep | undefined>(
    (kept, { keepPath, keepQuery, keepFragment }) => ({
      keepPath: kept?.keepPath === true && keepPath === true,
      keepQuery: kept?.keepQuery?.filter((name) => keepQuery?.includes(name)) ?? [],
      keepFragment: kept?.keepFragment === true && keepFragment === true,
    }),
    first,
  );
}
