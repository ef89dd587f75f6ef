// Match patterns as people read sites, and sites that people type as match patterns.

/** `https://desk.example/*` -> `desk.example`; what says more than a host stays as it is. */
export function siteText(pattern: string): string {
  return /^(?:\*|https?):\/\/([^/]+)\/\*$/.exec(pattern)?.[1] ?? pattern;
}

/** A host or an address that somebody typed, as a match pattern for the whole site; undefined for what is no site. */
export function tryParseSite(typed: string): string | undefined {
  const text = typed.trim();
  if (text === '' || text.includes('@')) return undefined;
  const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(url)) return undefined;
  const { protocol, host } = new URL(url);
  // Browsers differ in what they let pass as a host: only what one can really have.
  if (!/^(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::\d+)?$|^\[[0-9a-f:.]+\](?::\d+)?$/i.test(host)) return undefined;
  return `${url === text ? protocol.slice(0, -1) : '*'}://${host}/*`;
}

/** `https://desk.example` -> `desk.example`; what is no address stays as it is. */
export function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}
