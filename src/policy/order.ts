// What is rendered: the values of a policy, and where browsers get the extension from.
import { checksumOf } from '../model/policy-checksum.ts';
import { isPolicyKey, POLICY_KEYS } from './key-facts.ts';

/** Where and under which names the browsers find the extension. */
export interface Deployment {
  /** Id of the extension in browsers based on Chromium: 32 letters from a to p. */
  readonly extensionId: string;
  /** Id of the add-on in Firefox. */
  readonly geckoId: string;
  /** Address of the update manifest for browsers based on Chromium. */
  readonly updateUrl: string;
  /** Address of the signed add-on for Firefox. */
  readonly xpiUrl: string;
}

/** Values by key, as a policy file holds them: only what was set, no defaults. */
export type PolicyValues = Readonly<Record<string, unknown>>;

export interface Order {
  readonly values: PolicyValues;
  readonly deployment: Deployment;
}

/** One file of a rendered policy. */
export interface RenderedFile {
  /** Relative path, with `/`. */
  readonly name: string;
  readonly text: string;
  /** Windows reads `.reg` files as UTF-16, and scripts as UTF-8 only with a byte order mark. */
  readonly encoding: 'utf-8' | 'utf-8 with mark' | 'utf-16le with mark';
}

export const BROWSERS = ['chrome', 'chromium', 'edge', 'firefox'] as const;
export type Browser = (typeof BROWSERS)[number];

export const BROWSER_NAMES: Readonly<Record<Browser, string>> = {
  chrome: 'Google Chrome',
  chromium: 'Chromium',
  edge: 'Microsoft Edge',
  firefox: 'Mozilla Firefox',
};

/** Names every key that is set and puts the checksum on top: from here on no slip passes unnoticed. */
export function seal(values: PolicyValues): PolicyValues {
  const { policyKeys: _keys, policyChecksum: _sum, ...own } = values;
  const named = [...POLICY_KEYS.filter((key) => Object.hasOwn(own, key)), 'policyKeys', 'policyChecksum'];
  const strangers = Object.keys(own).filter((key) => !isPolicyKey(key));
  const sealed = { ...own, policyKeys: [...named, ...strangers] };
  return { ...sealed, policyChecksum: checksumOf(sealed) };
}

/** Fields of `ExtensionSettings` that install the extension so that it is seen and stays. */
export function installSettings(browser: Browser, { updateUrl, xpiUrl }: Deployment): Record<string, string | boolean> {
  switch (browser) {
    case 'chrome':
    case 'chromium':
      return { ...chromiumInstall(updateUrl), toolbar_pin: 'force_pinned' };
    case 'edge':
      return { ...chromiumInstall(updateUrl), toolbar_state: 'force_shown' };
    case 'firefox':
      return {
        installation_mode: 'force_installed',
        install_url: xpiUrl,
        default_area: 'navbar',
        private_browsing: false,
        updates_disabled: false,
      };
  }
}

function chromiumInstall(updateUrl: string): Record<string, string | boolean> {
  return { installation_mode: 'force_installed', update_url: updateUrl, override_update_url: true };
}
