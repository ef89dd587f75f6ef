// Every format that a policy can be rendered to, by name.
import { renderAdmx } from './admx.ts';
import { renderIntune } from './intune.ts';
import { renderAdminConsole, renderFirefoxPolicies, renderLinuxJson, renderPlain } from './json-formats.ts';
import { renderMobileconfig } from './mobileconfig.ts';
import type { Order, RenderedFile } from './order.ts';
import { renderPowershell } from './powershell.ts';
import { renderReg } from './reg-file.ts';

export interface PolicyFormat {
  /** One line for lists. */
  readonly what: string;
  /** True where `showhow policy check` reads the values back. */
  readonly isReadBack: boolean;
  /** Files of the format; `order` holds a sealed policy. */
  readonly render: (order: Order) => readonly RenderedFile[] | Promise<readonly RenderedFile[]>;
}

export const POLICY_FORMATS = {
  policy: {
    what: 'the policy itself, every key named, with its checksum',
    isReadBack: true,
    render: ({ values }) => [renderPlain(values)],
  },
  'chrome-reg': {
    what: 'Windows registry file for Chrome',
    isReadBack: true,
    render: (order) => [renderReg('chrome', order)],
  },
  'edge-reg': {
    what: 'Windows registry file for Edge',
    isReadBack: true,
    render: (order) => [renderReg('edge', order)],
  },
  'firefox-reg': {
    what: 'Windows registry file for Firefox',
    isReadBack: true,
    render: (order) => [renderReg('firefox', order)],
  },
  'chrome-admx': {
    what: 'Group Policy template for Chrome',
    isReadBack: false,
    render: ({ deployment }) => renderAdmx('chrome', deployment),
  },
  'edge-admx': {
    what: 'Group Policy template for Edge',
    isReadBack: false,
    render: ({ deployment }) => renderAdmx('edge', deployment),
  },
  'firefox-admx': {
    what: 'Group Policy template for Firefox',
    isReadBack: false,
    render: ({ deployment }) => renderAdmx('firefox', deployment),
  },
  'chrome-mac': {
    what: 'macOS profile for Chrome',
    isReadBack: true,
    render: async (order) => [await renderMobileconfig('chrome', order)],
  },
  'edge-mac': {
    what: 'macOS profile for Edge',
    isReadBack: true,
    render: async (order) => [await renderMobileconfig('edge', order)],
  },
  'firefox-mac': {
    what: 'macOS profile for Firefox',
    isReadBack: true,
    render: async (order) => [await renderMobileconfig('firefox', order)],
  },
  'chrome-linux': {
    what: 'for /etc/opt/chrome/policies/managed/',
    isReadBack: true,
    render: (order) => [renderLinuxJson('chrome', order)],
  },
  'chromium-linux': {
    what: 'for /etc/chromium/policies/managed/',
    isReadBack: true,
    render: (order) => [renderLinuxJson('chromium', order)],
  },
  'edge-linux': {
    what: 'for /etc/opt/edge/policies/managed/',
    isReadBack: true,
    render: (order) => [renderLinuxJson('edge', order)],
  },
  'firefox-policies': {
    what: "Firefox's policies.json, for every system",
    isReadBack: true,
    render: (order) => [renderFirefoxPolicies(order)],
  },
  'google-admin': {
    what: 'Google Admin console, policy for extensions',
    isReadBack: true,
    render: (order) => [renderAdminConsole(order)],
  },
  intune: {
    what: 'Intune custom settings for Chrome and Firefox, and their table',
    isReadBack: true,
    render: renderIntune,
  },
  powershell: {
    what: 'scripts that deploy, detect and remove on Windows',
    isReadBack: false,
    render: renderPowershell,
  },
} as const satisfies Readonly<Record<string, PolicyFormat>>;

export type PolicyFormatName = keyof typeof POLICY_FORMATS;
