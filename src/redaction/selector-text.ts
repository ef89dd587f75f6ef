// Reads selectors as text, where no page is at hand: the parts of a list, and how closely each names an element.

/** Strings, escapes and attributes: commas and signs in them are none of the selector's. */
const OPAQUE = /\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/gsu;

/** The selectors of a list: commas inside brackets and strings part nothing. */
export function splitSelectors(list: string): readonly string[] {
  const parts: string[] = [];
  const plain = list.replace(OPAQUE, (text) => '_'.repeat(text.length));
  let depth = 0;
  let from = 0;
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain.charAt(at);
    if (sign === '(' || sign === '[') depth += 1;
    if (sign === ')' || sign === ']') depth -= 1;
    if (sign !== ',' || depth > 0) continue;
    parts.push(list.slice(from, at).trim());
    from = at + 1;
  }
  return [...parts, list.slice(from).trim()];
}

/** As CSS counts: ids, then classes, attributes and states, then tags. What stands in brackets (`:is(…)`) counts as well. */
export function specificityOf(selector: string): number {
  let rest = selector.replace(OPAQUE, '_');
  const take = (pattern: RegExp): number => {
    const found = rest.match(pattern)?.length ?? 0;
    rest = rest.replace(pattern, ' ');
    return Math.min(found, 99);
  };
  const attributes = take(/\[[^\]]*\]/gu);
  const ids = take(/#[\p{L}\p{N}_-]+/gu);
  const states = take(/\.[\p{L}\p{N}_-]+|(?<!:):[\p{L}\p{N}_-]+/gu);
  const tags = take(/[\p{L}\p{N}_-]+/gu);
  return (ids * 100 + Math.min(attributes + states, 99)) * 100 + tags;
}
