// Match patterns: does a URL belong to a set of sites?
// Ports are accepted as Chromium accepts them: absent or `*` means any.
// https://developer.chrome.com/docs/extensions/develop/concepts/match-patterns

/** A match pattern taken apart. */
export interface MatchPattern {
  readonly scheme: '*' | 'http' | 'https';
  /** Lower case, without the leading `*.`; empty means any host. */
  readonly host: string;
  /** The host's subdomains match too. */
  readonly subdomains: boolean;
  /** Digits, or `*`. */
  readonly port: string;
  /** Compared with path and query; `*` stands for any characters. */
  readonly path: string;
}

/**
 * The form of a pattern for web pages: no sign that browsers spell otherwise (`{` is `%7B`) or that hosts do not have, and nothing after
 * `#`, which is not compared. Such a pattern covers nothing, so that an exclusion would exclude nothing.
 */
export const MATCH_PATTERN =
  /^(\*|https?):\/\/(\*|(?:\*\.)?(?:\[[0-9a-f:.]+\]|[\w.\-\u0080-\uffff]+))(?::(\*|[1-9]\d{0,4}))?(\/[^\s#\\"<>^`{}?]*(?:\?[^\s#\\"<>^`{}']*)?)$/i;
/** A second pattern in the path of the first, as in `https://a.example/*,https://b.example/*`. */
export const JOINED_PATH = /:\/\/|,[*a-z\d-]*\.[a-z\d.-]+\//i;
/** What browsers resolve: steps such as `..`, and a `?` with nothing after it. */
export const RESOLVED_PATH = /\/(?:\.|%2e){1,2}(?:[/?]|$)|\?$/i;
const PORT_MAX = 65_535;

/** Undefined when the text is no match pattern for web pages. */
export function parseMatchPattern(text: string): MatchPattern | undefined {
  const parts = MATCH_PATTERN.exec(text);
  if (parts === null) return undefined;
  const [, scheme = '*', host = '*', port = '*', path = '/*'] = parts;
  const subdomains = host === '*' || host.startsWith('*.');
  const name = host === '*' ? '' : canonicalHost(subdomains ? host.slice(2) : host);
  if (name === undefined || Number(port) > PORT_MAX || JOINED_PATH.test(path) || RESOLVED_PATH.test(path))
    return undefined;
  return {
    scheme: scheme.toLowerCase() as MatchPattern['scheme'],
    host: name,
    subdomains,
    port,
    path: path.toWellFormed().replaceAll(/\P{ASCII}+/gu, encodeURIComponent),
  };
}

/** Nearly every pattern: taken as it is, since the gate asks for each record. */
const PLAIN_HOST = /^(?!xn--)[a-z\d.-]*[a-z]\.?$/i;
/** Letters outside ASCII may turn into other signs: the wide comma is a comma. */
const HOST = /^[\w.-]+$|^\[/;

/** As a URL says it (`bücher.example` is `xn--bcher-kva.example`): a pattern in other letters would exclude nothing. */
function canonicalHost(host: string): string | undefined {
  if (host.startsWith('.') || host.includes('..')) return undefined;
  if (PLAIN_HOST.test(host)) return rootless(host.toLowerCase());
  const address = `http://${host}`;
  const name = URL.canParse(address) ? rootless(new URL(address).hostname) : '';
  return HOST.test(name) ? name : undefined;
}

/** `bank.example.`, with the dot of the root, is `bank.example`: browsers take them for one site. */
function rootless(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}

/** True when the URL (of a web page; fragments do not count) is covered by the pattern. */
function matches(pattern: MatchPattern, url: URL): boolean {
  return matchesOrigin(pattern, url) && matchesGlob(pattern.path, url.pathname + url.search);
}

/** True when some page of the URL's origin may be covered by the pattern. */
export function matchesOrigin({ scheme, port, ...host }: MatchPattern, url: URL): boolean {
  return (
    matchesScheme(scheme, url.protocol) &&
    matchesHost(host, rootless(url.hostname)) &&
    (port === '*' || port === (url.port || defaultPort(url.protocol)))
  );
}

/** True when one of the patterns covers the URL. A text that is no pattern, or no URL, matches nothing. */
export function matchesAny(patterns: readonly string[], url: string): boolean {
  if (!URL.canParse(url)) return false;
  const parsed = new URL(url);
  return patterns.some((text) => {
    const pattern = parseMatchPattern(text);
    return pattern !== undefined && matches(pattern, parsed);
  });
}

function matchesScheme(scheme: MatchPattern['scheme'], protocol: string): boolean {
  return scheme === '*' ? protocol === 'http:' || protocol === 'https:' : protocol === `${scheme}:`;
}

function matchesHost({ host, subdomains }: Pick<MatchPattern, 'host' | 'subdomains'>, hostname: string): boolean {
  return host === '' || hostname === host || (subdomains && hostname.endsWith(`.${host}`));
}

function defaultPort(protocol: string): string {
  return protocol === 'https:' ? '443' : '80';
}

/** Linear in both texts: a regular expression with many `*` could take exponential time. */
export function matchesGlob(glob: string, text: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let from = first.length;
  const end = text.length - last.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found === -1 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
