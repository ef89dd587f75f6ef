// The files in which browsers look for a newer version: updates.xml for Chromium, Chrome and Edge, updates.json for Firefox.

/** One packed file, as a browser finds it. */
export interface Update {
  /** Of the extension: 32 letters, or the add-on's id in Firefox. */
  readonly id: string;
  readonly version: string;
  readonly url: string;
  /** Oldest version of the browser that takes it. */
  readonly browserMin: string;
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string;
}

/** https://developer.chrome.com/docs/apps/autoupdate#update_manifest */
export function toUpdatesXml({ id, version, url, browserMin, sha256 }: Update): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${toAttribute(id)}">
    <updatecheck codebase="${toAttribute(url)}" version="${toAttribute(version)}" prodversionmin="${toAttribute(browserMin)}" hash_sha256="${toAttribute(sha256)}" />
  </app>
</gupdate>
`;
}

/** https://extensionworkshop.com/documentation/manage/updating-your-extension/ */
export function toUpdatesJson({ id, version, url, browserMin, sha256 }: Update): string {
  const update = {
    version,
    update_link: url,
    update_hash: `sha256:${sha256}`,
    applications: { gecko: { strict_min_version: browserMin } },
  };
  return `${JSON.stringify({ addons: { [id]: { updates: [update] } } }, null, 2)}\n`;
}

function toAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
