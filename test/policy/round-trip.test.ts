import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { parse as parsePlist } from 'plist';
import { expect, test } from 'vitest';
import { parsePolicy } from '../../src/model/policy.ts';
import { arrive, checkPolicyFile } from '../../src/policy/check.ts';
import { toRecord } from '../../src/policy/located.ts';
import { seal } from '../../src/policy/order.ts';
import { decodePolicyFile, encodePolicyFile, readPolicyFile } from '../../src/policy/read-policy.ts';
import type { PolicyFormat } from '../../src/policy/render.ts';
import { POLICY_FORMATS } from '../../src/policy/render.ts';
import { runs } from '../effort.ts';
import { DEPLOYMENT, EXAMPLE, handmadePolicy } from './arbitrary.ts';

const READ_BACK = Object.entries<PolicyFormat>(POLICY_FORMATS).filter(([, { isReadBack }]) => isReadBack);

test.each(READ_BACK)('%s: a policy that is rendered and read back is the policy', async (_name, { render }) => {
  await fc.assert(
    fc.asyncProperty(handmadePolicy, async (handmade) => {
      const values = seal(handmade);
      const meant = parsePolicy(values);
      expect(meant.kind).toBe('policy');
      let readings = 0;
      for (const file of await render({ values, deployment: DEPLOYMENT })) {
        if (file.name.endsWith('.md')) continue;
        const text = decodePolicyFile(encodePolicyFile(file)) ?? '';
        const read = readPolicyFile(text);
        expect(read.faults).toEqual([]);
        for (const reading of read.readings) {
          readings += 1;
          const { fields, dropped } = arrive(reading);
          expect(dropped).toEqual([]);
          expect(Object.keys(toRecord(fields)).sort()).toEqual(Object.keys(values).sort());
          expect(parsePolicy(toRecord(fields))).toEqual(meant);
        }
        const check = checkPolicyFile(text);
        expect(check.findings.filter(({ kind }) => kind !== 'doubt')).toEqual([]);
        expect(check.verdicts.every(({ state }) => state === 'policy')).toBe(true);
      }
      expect(readings).toBeGreaterThan(0);
    }),
    runs(200),
  );
});

test('an independent reader finds the same values in a macOS profile', async () => {
  await fc.assert(
    fc.asyncProperty(handmadePolicy, async (handmade) => {
      const values = seal(handmade);
      const [file] = await POLICY_FORMATS['chrome-mac'].render({ values, deployment: DEPLOYMENT });
      const profile = parsePlist(file?.text ?? '') as { PayloadContent: Record<string, unknown>[] };
      const payload = profile.PayloadContent.find(({ PayloadType }) => String(PayloadType).includes('.extensions.'));
      const own = Object.entries(payload ?? {}).filter(([key]) => !key.startsWith('Payload'));
      expect(Object.fromEntries(own)).toEqual(values);
    }),
    runs(100),
  );
});

test('templates are XML, name every policy once, and refer to nothing that is not there', async () => {
  for (const name of ['chrome-admx', 'edge-admx', 'firefox-admx'] as const) {
    const [admx, adml] = await POLICY_FORMATS[name].render({ values: seal(EXAMPLE), deployment: DEPLOYMENT });
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' });
    const template = parser.parse(admx?.text ?? '').policyDefinitions;
    const words = parser.parse(adml?.text ?? '').policyDefinitionResources.resources;
    const ids = (list: { id: string }[]) => list.map(({ id }) => id);
    const strings = ids(words.stringTable.string);
    const presentations = ids(words.presentationTable.presentation);
    const names = template.policies.policy.map((policy: { name: string }) => policy.name);
    expect(new Set(names).size).toBe(names.length);
    const referred = [...(admx?.text ?? '').matchAll(/\$\((string|presentation)\.([^)]+)\)/g)];
    expect(referred.length).toBeGreaterThan(60);
    for (const [, kind, id] of referred) expect(kind === 'string' ? strings : presentations).toContain(id);
  }
});
