import { expect, test } from 'vitest';
import { checkPolicyFile } from '../../src/policy/check.ts';
import { seal } from '../../src/policy/order.ts';
import { decodePolicyFile, encodePolicyFile } from '../../src/policy/read-policy.ts';
import type { PolicyFormatName } from '../../src/policy/render.ts';
import { POLICY_FORMATS } from '../../src/policy/render.ts';
import { DEPLOYMENT, EXAMPLE } from './arbitrary.ts';

async function rendered(name: PolicyFormatName): Promise<string> {
  const [file] = await POLICY_FORMATS[name].render({ values: seal(EXAMPLE), deployment: DEPLOYMENT });
  return file === undefined ? '' : (decodePolicyFile(encodePolicyFile(file)) ?? '');
}

/** Replaces a text that must be there. */
function change(text: string, right: string, wrong: string): string {
  expect(text).toContain(right);
  return text.replace(right, wrong);
}

const SOUND = { findings: [], verdicts: [{ browser: 'chrome', state: 'policy' }] };
const OTHER_ID = 'cjpalhdlnbpafiamejdnhcphjbkeiagm';
const KEY = `[HKEY_LOCAL_MACHINE\\Software\\Policies\\Google\\Chrome\\3rdparty\\extensions\\${DEPLOYMENT.extensionId}\\policy]`;

test('settings of another extension in a registry file are not ours', async () => {
  const other = `${KEY.replace(DEPLOYMENT.extensionId, OTHER_ID)}\r\n"toOverwrite"="{}"\r\n`;
  expect(checkPolicyFile(`${await rendered('chrome-reg')}\r\n${other}`)).toMatchObject(SOUND);
});

test('of a value under both roots of the registry the one of the machine counts, wherever it stands', async () => {
  const user = `${KEY.replace('LOCAL_MACHINE', 'CURRENT_USER')}\r\n"policyRevision"="user"\r\n`;
  const { findings, verdicts } = checkPolicyFile(`${await rendered('chrome-reg')}\r\n${user}`);
  expect(findings).toMatchObject([{ kind: 'doubt', key: 'policyRevision' }]);
  expect(verdicts).toMatchObject([{ state: 'policy', policyRevision: EXAMPLE['policyRevision'] }]);
});

test('names in the registry differ by more than case: the first spelling stays, with the last value', async () => {
  const text = change(await rendered('chrome-reg'), '"region"="DE"', '"Region"="FR"\r\n"region"="DE"');
  const { findings, verdicts } = checkPolicyFile(text);
  expect(findings).toMatchObject([
    { kind: 'dropped', key: 'Region' },
    { kind: 'refused', key: 'region' },
  ]);
  expect(verdicts).toMatchObject([{ state: 'policy-error' }]);
});

test('the payload of another extension in a profile is not ours', async () => {
  const other = `<dict><key>PayloadType</key><string>com.google.Chrome.extensions.${OTHER_ID}</string><key>toOverwrite</key><string>{}</string></dict>`;
  const text = change(
    await rendered('chrome-mac'),
    '</array>\n</dict>\n</plist>',
    `${other}</array>\n</dict>\n</plist>`,
  );
  expect(checkPolicyFile(text)).toMatchObject(SOUND);
});

test.each([
  ['<integer>30</integer>', '<integer>30.0</integer>', '<integer>30.0</integer> is no whole number'],
  ['<integer>30</integer>', '<integer>3e1</integer>', '<integer>3e1</integer> is no whole number'],
  ['<integer>30</integer>', '<integer></integer>', '<integer></integer> is no whole number'],
  ['<string>DE</string>', '<string>&foo;DE</string>', '&foo; is defined nowhere'],
  ['<string>DE</string>', '<string>&AMP;DE</string>', '&AMP; is defined nowhere'],
])('macOS refuses a profile with %s written as %s', async (right, wrong, what) => {
  const check = checkPolicyFile(change(await rendered('chrome-mac'), right, wrong));
  expect(check).toMatchObject({ findings: [{ kind: 'unread', what: expect.stringContaining(what) }], verdicts: [] });
});

test('what looks like a reference in a comment is none', async () => {
  const text = change(await rendered('chrome-mac'), '<dict>', '<!-- R&D; and &foo; --><dict>');
  expect(checkPolicyFile(text)).toMatchObject(SOUND);
});

test.each(['"DE"', '{ "value": "DE" }'])(
  'one key without "Value" around it, as %s, is the one that is named',
  async (wrong) => {
    const text = change(await rendered('google-admin'), '"region": {\n    "Value": "DE"\n  }', `"region": ${wrong}`);
    const { format, findings, verdicts } = checkPolicyFile(text);
    expect(format).toBe('Google Admin console');
    expect(findings).toMatchObject([
      { kind: 'dropped', key: 'region', what: expect.stringContaining('without "Value" around it') },
    ]);
    expect(verdicts).toMatchObject([{ state: 'policy-error' }]);
  },
);

test('an Intune address without a scope is one for the device', async () => {
  const text = (await rendered('intune')).replaceAll('./Device/Vendor/', './Vendor/');
  expect(checkPolicyFile(text)).toMatchObject(SOUND);
});
