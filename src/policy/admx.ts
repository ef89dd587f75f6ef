// Group Policy templates (ADMX and ADML): one policy for each key, and one that installs the extension. Not run on Windows so far.
import type { PolicyKey } from '../model/policy.ts';
import { isRequired, nodeOf, POLICY_KEYS, typeOf } from './key-facts.ts';
import type { Browser, Deployment, RenderedFile } from './order.ts';
import { BROWSER_NAMES, installSettings } from './order.ts';
import { KEY_PROSE } from './prose.ts';
import { registryKeys } from './registry.ts';
import { escapeXml } from './xml.ts';

/** Policy that installs the extension; the others have the names of their keys. */
export const INSTALL_POLICY = 'install';
/** Category that holds all of them. */
export const CATEGORY = 'showhow';
/** Longest value that a template takes, in characters: the default of 1,023 is short for lists of sites. */
const MAX_LENGTH = 1_000_000;

const UNTRIED = 'Made by "showhow policy render". Golden-tested, not run on Windows so far.';
const NAMESPACE = 'http://www.microsoft.com/GroupPolicy/PolicyDefinitions';

export function renderAdmx(browser: Browser, deployment: Deployment): readonly RenderedFile[] {
  return [
    { name: `showhow-${browser}.admx`, text: makeAdmx(browser, deployment), encoding: 'utf-8' },
    { name: `en-US/showhow-${browser}.adml`, text: makeAdml(browser), encoding: 'utf-8' },
  ];
}

export function makeAdmx(browser: Browser, deployment: Deployment): string {
  const { settings, install } = registryKeys(browser, deployment);
  const policies = [
    installPolicy(browser, deployment, install),
    ...POLICY_KEYS.map((key) => keyPolicy(browser, key, settings)),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<!-- ${UNTRIED} -->
<policyDefinitions revision="1.0" schemaVersion="1.0" xmlns="${NAMESPACE}">
  <policyNamespaces>
    <target prefix="showhow${browser}" namespace="Showhow.Policies.${browser}"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <supportedOn>
    <definitions>
      <definition name="supported" displayName="$(string.supported)"/>
    </definitions>
  </supportedOn>
  <categories>
    <category name="${CATEGORY}" displayName="$(string.category)"/>
  </categories>
  <policies>
${policies.join('\n')}
  </policies>
</policyDefinitions>
`;
}

function policyElement(name: string, key: string, attributes: string, content: readonly string[]): string {
  const lines = [
    `<policy name="${name}" class="Machine" displayName="$(string.${name})" explainText="$(string.${name}_Explain)" key="${escapeXml(key)}"${attributes}>`,
    `  <parentCategory ref="${CATEGORY}"/>`,
    '  <supportedOn ref="supported"/>',
    ...content.map((line) => `  ${line}`),
    '</policy>',
  ];
  return lines.map((line) => `    ${line}`).join('\n');
}

function keyPolicy(browser: Browser, key: PolicyKey, registryKey: string): string {
  const node = nodeOf(key);
  if (typeOf(node) === 'boolean') {
    const values = [
      '<enabledValue><decimal value="1"/></enabledValue>',
      '<disabledValue><decimal value="0"/></disabledValue>',
    ];
    return policyElement(key, registryKey, ` valueName="${key}"`, values);
  }
  const presented = ` presentation="$(presentation.${key})"`;
  return policyElement(key, registryKey, presented, ['<elements>', `  ${element(browser, key)}`, '</elements>']);
}

function element(browser: Browser, key: PolicyKey): string {
  const common = `id="${key}" valueName="${key}"${isRequired(key) ? ' required="true"' : ''}`;
  const { minimum = 0, maximum = 2 ** 31 - 1 } = nodeOf(key);
  switch (typeOf(nodeOf(key))) {
    case 'integer':
      return `<decimal ${common} minValue="${minimum}" maxValue="${maximum}"/>`;
    case 'string':
      return `<text ${common} maxLength="${MAX_LENGTH}"/>`;
    case 'number':
    case 'array':
    case 'object':
    case 'boolean':
      // Lists and objects are one text of JSON: the list element cannot write an empty list, and an absent list is no empty one.
      return browser === 'firefox'
        ? `<multiText ${common} maxLength="${MAX_LENGTH}"/>`
        : `<text ${common} maxLength="${MAX_LENGTH}"/>`;
  }
}

function installPolicy(browser: Browser, deployment: Deployment, registryKey: string): string {
  const items = Object.entries(installSettings(browser, deployment)).map(([name, value]) => {
    const spelled =
      typeof value === 'string' ? `<string>${escapeXml(value)}</string>` : `<decimal value="${Number(value)}"/>`;
    return `  <item key="${escapeXml(registryKey)}" valueName="${name}"><value>${spelled}</value></item>`;
  });
  return policyElement(INSTALL_POLICY, registryKey, '', ['<enabledList>', ...items, '</enabledList>']);
}

function makeAdml(browser: Browser): string {
  const strings = [
    ['supported', BROWSER_NAMES[browser]],
    ['category', `Showhow for ${BROWSER_NAMES[browser]}`],
    [INSTALL_POLICY, 'Install Showhow'],
    [`${INSTALL_POLICY}_Explain`, 'Installs the extension where it can be seen and not be removed.'],
    ...POLICY_KEYS.flatMap((key) => [
      [key, key],
      [`${key}_Explain`, explain(key)],
    ]),
  ].map(([id = '', text = '']) => `      <string id="${id}">${escapeXml(text)}</string>`);
  const presentations = POLICY_KEYS.flatMap((key) => presentation(browser, key));
  return `<?xml version="1.0" encoding="utf-8"?>
<!-- ${UNTRIED} -->
<policyDefinitionResources revision="1.0" schemaVersion="1.0" xmlns="${NAMESPACE}">
  <displayName>Showhow</displayName>
  <description>Policy of the Showhow extension for ${BROWSER_NAMES[browser]}</description>
  <resources>
    <stringTable>
${strings.join('\n')}
    </stringTable>
    <presentationTable>
${presentations.join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}

function explain(key: PolicyKey): string {
  const { what, unit, example } = KEY_PROSE[key];
  const type = typeOf(nodeOf(key));
  const form = type === 'array' || type === 'object' ? 'Written as JSON, such as' : 'Such as';
  return [what, ...(unit === undefined ? [] : [`Unit: ${unit}.`]), `${form} ${example}`].join(' ');
}

function presentation(browser: Browser, key: PolicyKey): string[] {
  const type = typeOf(nodeOf(key));
  if (type === 'boolean') return [];
  const boxes = {
    integer: `<decimalTextBox refId="${key}">${key}</decimalTextBox>`,
    string: `<textBox refId="${key}"><label>${key}</label></textBox>`,
  };
  const json = browser === 'firefox' ? `<multiTextBox refId="${key}"/>` : boxes.string;
  const box = type === 'integer' || type === 'string' ? boxes[type] : json;
  return [`      <presentation id="${key}">${box}</presentation>`];
}
