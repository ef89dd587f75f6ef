// URLs as they may be recorded: origin and the shape of the path. No query, no credentials, no fragment but a route.
import type { UrlKeep } from '../model/page-rules.ts';
import type { SafeUrl } from '../model/safe.ts';
import { looksRandom } from './random-looking.ts';

/** What stands for a path segment that may tell something. */
const HIDDEN_SEGMENT = ':x';
const MAX_SEGMENTS = 16;
const MAX_SEGMENT_CHARS = 24;
/** A slug of more words is a title. */
const MAX_SEGMENT_WORDS = 3;
const SEGMENT = /^[a-z]+(?:[-_][a-z]+)*$/i;
const PAGE_FILE = /^([a-z]+(?:[-_][a-z]+)*)\.(?:html?|xhtml|php|aspx?|jspx?|jsf|do|action|cfm)$/i;
const VERSION = /^v\d{1,2}$/i;
const NAMED_SCHEMES = [
  'about:',
  'data:',
  'blob:',
  'file:',
  'javascript:',
  'mailto:',
  'tel:',
  'chrome-extension:',
  'moz-extension:',
];

/**
 * Origin and path shape of `url`, such as `https://desk.example/ticket/:x`, and the parts that `keep` lets stay; only the scheme of what
 * is no web page. Never credentials. Idempotent.
 */
export function toSafeUrl(url: string, keep: UrlKeep = {}): SafeUrl {
  const parsed = parseWeb(url);
  if (typeof parsed === 'string') return parsed as SafeUrl;
  const path = keep.keepPath ? parsed.pathname : toShape(parsed.pathname);
  return (parsed.origin +
    path +
    toQuery(parsed, keep.keepQuery) +
    (keep.keepFragment ? parsed.hash : toRoute(parsed))) as SafeUrl;
}

function toQuery({ search }: URL, names: UrlKeep['keepQuery'] = []): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => names.includes(pair.replace(/=.*$/s, '')));
  return kept.length > 0 ? `?${kept.join('&')}` : '';
}

function toRoute(parsed: URL): string {
  const route = /^#!?\//.exec(parsed.hash)?.[0] ?? '';
  return route && route + toShape(parsed.hash.slice(route.length).replace(/[?#].*$/s, ''));
}

/** The origin alone, for a page's tail. */
export function toOriginUrl(url: string): SafeUrl {
  const parsed = parseWeb(url);
  return (typeof parsed === 'string' ? parsed : `${parsed.origin}/`) as SafeUrl;
}

function parseWeb(url: string): URL | string {
  if (url === 'about:blank' || url === 'about:srcdoc') return url;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed;
  return NAMED_SCHEMES.find((scheme) => scheme === parsed?.protocol) ?? 'other:';
}

function toShape(path: string): string {
  const segments = path.split('/');
  const kept = segments.slice(0, MAX_SEGMENTS).map(toSegment);
  return kept.join('/');
}

function toSegment(segment: string): string {
  return segment === '' || VERSION.test(segment) || isPlain(PAGE_FILE.exec(segment)?.[1] ?? segment)
    ? segment
    : HIDDEN_SEGMENT;
}

function isPlain(segment: string): boolean {
  const words = segment.split(/[-_]/);
  return (
    SEGMENT.test(segment) &&
    segment.length <= MAX_SEGMENT_CHARS &&
    words.length <= MAX_SEGMENT_WORDS &&
    !words.some(looksRandom)
  );
}
