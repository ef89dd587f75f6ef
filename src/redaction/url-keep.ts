// Which parts of an address the rules let stay: the closest rule decides, and of equals what all of them let stay.
import type { PageUrlRule, UrlKeep } from '../model/page-rules.ts';

/** Undefined where no rule is. */
export function keepOf(rules: readonly PageUrlRule[]): UrlKeep | undefined {
  const closest = Math.max(...rules.map(({ specificity }) => specificity));
  const equals = rules.filter(({ specificity }) => specificity === closest);
  return (
    equals[0] && {
      keepPath: equals.every(({ keepPath }) => keepPath),
      keepQuery:
        equals[0].keepQuery?.filter((name) => equals.every(({ keepQuery }) => keepQuery?.includes(name))) ?? [],
      keepFragment: equals.every(({ keepFragment }) => keepFragment),
    }
  );
}
