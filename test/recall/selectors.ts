// Tries the selectors of the file out on the documents as they stood at the press.
import type { Page } from '@playwright/test';
import type { Match } from './compare.ts';
import type { Sighting } from './expected.ts';
import { part } from './expected.ts';

export interface SelectorQuality {
  /** Records whose document was kept and whose target carries selectors or should. */
  readonly judged: number;
  /** Of these, with two or more selectors that claim to be unique and find the element acted on. */
  readonly good: number;
  /** Selectors that claim to be unique. */
  readonly claimed: number;
  /** Of these, that do not find exactly the element. */
  readonly wrong: number;
  readonly poor: readonly { readonly match: Match; readonly verdict: string }[];
  /** Matches whose target is the element aimed at, of those where that is known: the tag and the box are the same. */
  readonly aimed: number;
  readonly rightTarget: number;
  readonly wrongTargets: readonly Match[];
}

interface Claim {
  readonly kind: string;
  readonly value: string;
}

/** `page` must be a blank tab of a browser without the extension. */
export async function judgeSelectors(page: Page, matches: readonly Match[]): Promise<SelectorQuality> {
  const sighted = matches.flatMap((match) => {
    const { sighting } = match.expected;
    return sighting === undefined ? [] : [{ match, sighting }];
  });
  const wrongTargets = sighted
    .filter(({ match, sighting }) => !isTarget(targetOf(match), sighting))
    .map(({ match }) => match);
  const poor: { match: Match; verdict: string }[] = [];
  const totals = { judged: 0, good: 0, claimed: 0, wrong: 0 };
  for (const { match, sighting } of sighted) {
    if (sighting.html === undefined || wrongTargets.includes(match)) continue;
    const claims = claimsOf(targetOf(match));
    const found = await page.evaluate(tryOut, { html: sighting.html, way: sighting.way, tag: sighting.tag, claims });
    if (found === undefined) continue;
    const right = found.filter(Boolean).length;
    totals.judged += 1;
    totals.claimed += claims.length;
    totals.wrong += claims.length - right;
    if (right >= 2) totals.good += 1;
    if (right < 2 || right < claims.length)
      poor.push({ match, verdict: claims.map(({ value }, index) => `${value} ${found[index]}`).join('; ') });
  }
  return { ...totals, poor, aimed: sighted.length, rightTarget: sighted.length - wrongTargets.length, wrongTargets };
}

function targetOf({ record }: Match): unknown {
  return record['target'] ?? part(record, 'from', 'target');
}

function isTarget(target: unknown, { tag, box }: Sighting): boolean {
  const told = target as { tag?: string; box?: number[] } | undefined;
  // What was described in full at the press may be brief afterwards.
  if (told?.box === undefined) return told?.tag === tag;
  // A field tells the size of its first sight.
  return (
    told.tag === tag && [0, 1].every((index) => Math.abs((told.box?.[index] ?? Number.NaN) - (box[index] ?? 0)) <= 1.5)
  );
}

function claimsOf(target: unknown): Claim[] {
  const selectors = ((target as { selectors?: unknown[] } | undefined)?.selectors ?? []) as (Claim & {
    unique: string;
  })[];
  return selectors.filter(({ unique }) => unique === 'yes').map(({ kind, value }) => ({ kind, value }));
}

/** Runs in a blank page. Undefined where the kept text does not give the same tree again. */
function tryOut({
  html,
  way,
  tag,
  claims,
}: {
  html: string;
  way: readonly number[];
  tag: string;
  claims: readonly Claim[];
}): boolean[] | undefined {
  const kept = Document.parseHTMLUnsafe(html);
  let element: Element | null = kept.documentElement;
  let root: Document | ShadowRoot = kept;
  let at: Element | ShadowRoot | null = element;
  for (const step of way) {
    if (at === null) return undefined;
    if (step === -1) {
      root = (at as Element).shadowRoot ?? root;
      at = (at as Element).shadowRoot;
    } else {
      // A form's control may be named `children`: only the prototype's own getter tells the truth.
      const own = Object.getOwnPropertyDescriptor(Element.prototype, 'children')?.get;
      const children: unknown = at instanceof Element ? own?.call(at) : at.children;
      at = children instanceof HTMLCollection ? children.item(step) : null;
      element = at;
    }
  }
  if (at === null || element?.localName !== tag) return undefined;
  return claims.map(({ kind, value }) => {
    if (kind !== 'xpath') {
      // Each `>>>` goes on in the shadow root of what was found.
      const parts = value.split(' >>> ');
      const last = parts.pop() ?? '';
      const within = parts.reduce<ParentNode | undefined>(
        (from, part) => from?.querySelector(part)?.shadowRoot ?? undefined,
        kept,
      );
      const found = (kind === 'pierce' ? (within ?? kept) : root).querySelectorAll(last);
      return found.length === 1 && found[0] === element;
    }
    const result = kept.evaluate(value, kept, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    return result.snapshotLength === 1 && result.snapshotItem(0) === element;
  });
}
