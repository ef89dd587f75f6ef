// Why a document was loaded, as the browser tells it when a navigation commits. Worker.
import type { Cause } from '../model/event.ts';
import { parseMatchPattern } from '../model/match-pattern.ts';

/** What `webNavigation.onCommitted` tells, as far as it is needed. Firefox leaves some of it out. */
export interface Commit {
  readonly tabId: number;
  readonly frameId: number;
  readonly url: string;
  readonly transitionType?: string | undefined;
  readonly transitionQualifiers?: readonly string[] | undefined;
}

/** A document's place at the time when it asks whether it may be recorded. */
export interface LoadPlace {
  readonly tab: number;
  readonly frameId: number;
  /** The sender's URL. */
  readonly url: string;
}

export interface LoadCauses {
  readonly noteCommit: (commit: Commit) => void;
  /** The script was put into a document that was open before: it comes into view again, nothing was loaded. */
  readonly noteInjected: (place: LoadPlace) => void;
  /** Undefined when nothing was heard of that document's load: then the page's own word counts. */
  readonly find: (place: LoadPlace) => Cause | undefined;
}

/** As many documents as a browser shows at once; older ones have asked long ago. */
const MOST = 1_000;

/** Kept in memory alone: a document asks within moments of its load, and without an answer its own word counts. */
export function createLoadCauses(): LoadCauses {
  const known = new Map<string, { readonly url: string; readonly cause: Cause }>();
  const note = ({ tab, frameId, url }: LoadPlace, cause: Cause): void => {
    known.delete(keyOf(tab, frameId));
    known.set(keyOf(tab, frameId), { url: withoutFragment(url), cause });
    for (const oldest of known.keys()) if (known.size > MOST) known.delete(oldest);
  };
  const find = ({ tab, frameId, url }: LoadPlace): Cause | undefined => {
    const found = known.get(keyOf(tab, frameId));
    return found?.url === withoutFragment(url) ? found.cause : undefined;
  };
  return {
    noteCommit: (commit) =>
      note({ tab: commit.tabId, frameId: commit.frameId, url: commit.url }, causeOfCommit(commit)),
    noteInjected: (place) => {
      // A page that loads just now is found among the open ones too.
      if (find(place) === undefined) note(place, 'restored');
    },
    find,
  };
}

/** https://developer.chrome.com/docs/extensions/reference/api/webNavigation#transition-types-and-qualifiers */
export function causeOfCommit({ transitionType, transitionQualifiers = [] }: Commit): Cause {
  if (transitionQualifiers.includes('forward_back')) return 'back_forward';
  // The page itself went on, nobody clicked: a refresh header, or `location` set without a gesture.
  if (transitionQualifiers.includes('client_redirect')) return 'other';
  switch (transitionType) {
    case 'link':
    case 'manual_subframe':
      return transitionQualifiers.includes('from_address_bar') ? 'typed' : 'link';
    case 'typed':
    case 'generated':
    case 'keyword':
    case 'keyword_generated':
      return 'typed';
    case 'reload':
      return 'reload';
    case 'form_submit':
      return 'form';
    // Bookmarks, start pages, the first load of a frame, and what browsers will add.
    default:
      return 'other';
  }
}

/** One entry of a `webNavigation` event filter. */
export interface UrlFilter {
  readonly schemes: string[];
  readonly hostEquals?: string;
  readonly hostSuffix?: string;
  readonly ports?: number[];
  readonly pathPrefix?: string;
}

/**
 * Filters under which navigations are heard, so that the worker sleeps through all others. A filter cannot say "but not there":
 * patterns for every host are left out (the sites excluded from them would wake the worker), and pages there tell their own cause.
 */
export function toUrlFilters(patterns: readonly string[]): readonly UrlFilter[] {
  return patterns.flatMap((text) => {
    const pattern = parseMatchPattern(text);
    if (pattern === undefined || pattern.host === '') return [];
    const [pathPrefix = '/'] = pattern.path.split('*', 1);
    const common = {
      schemes: pattern.scheme === '*' ? ['http', 'https'] : [pattern.scheme],
      ...(pattern.port !== '*' && { ports: [Number(pattern.port)] }),
      ...(pathPrefix !== '/' && { pathPrefix }),
    };
    const exact = { ...common, hostEquals: pattern.host };
    return pattern.subdomains ? [exact, { ...common, hostSuffix: `.${pattern.host}` }] : [exact];
  });
}

function keyOf(tab: number, frameId: number): string {
  return `${tab} ${frameId}`;
}

function withoutFragment(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
