import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { CapabilityManifest } from '../../src/cli/capability.ts';
import { findNewCapabilities, makeCapabilities } from '../../src/cli/capability.ts';
import { policy } from '../../src/model/policy.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const FOLDER = 'docs/works-council';
const known = JSON.parse(read(`${FOLDER}/capabilities.json`)) as CapabilityManifest;

test('the build can do what its manifest of capabilities says, and nothing else (npm run docs:capabilities makes it anew)', () => {
  expect(known).toEqual(makeCapabilities());
});

test('what a release can beyond the last one is named in the changelog', () => {
  const path = `${FOLDER}/capabilities-released.json`;
  const isFirst = !existsSync(new URL(`../../${path}`, import.meta.url));
  const before = isFirst ? known : (JSON.parse(read(path)) as CapabilityManifest);
  const changelog = read('CHANGELOG.md');
  expect(findNewCapabilities(before, known).filter((entry) => !changelog.includes(entry))).toEqual([]);
});

test('a new field, mode, key, permission or host is found, and so is a guard that is gone', () => {
  const more: CapabilityManifest = {
    ...known,
    records: [...known.records, 'typing.keys[]: string'],
    redactionModes: [...known.redactionModes, 'raw'],
    policyKeys: [...known.policyKeys, 'screenshots'],
    permissions: [...known.permissions, 'tabCapture'],
    hosts: [...known.hosts, 'file:///*'],
    neverRecordedSites: { ...known.neverRecordedSites, banking: [] },
    longestPauseMinutes: 5,
  };
  const found = findNewCapabilities(known, more);
  expect(found).toEqual(
    expect.arrayContaining([
      'records: typing.keys[]: string',
      'redactionModes: raw',
      'policyKeys: screenshots',
      'permissions: tabCapture',
      'hosts: file:///*',
      'neverRecordedSites: no longer *://*.chase.com/*',
      'longestPauseMinutes: shorter',
    ]),
  );
  expect(findNewCapabilities(known, known)).toEqual([]);
  expect(findNewCapabilities(more, known)).not.toContainEqual(expect.stringContaining('raw'));
});

test('the manifest tells of every kind of value down to the leaves', () => {
  expect(known.records).toContain('click.target.role: string');
  expect(known.records.some((entry) => /^typing\.field\.mode: .*"protected"/.test(entry))).toBe(true);
  expect(known.records.filter((entry) => entry.endsWith(': object'))).toEqual([]);
});

test('each test that a document names is there, under that name', () => {
  const rowsOf = (name: string) => [...read(`${FOLDER}/${name}.md`).matchAll(/^\| .+ \| `(test\/[^`]+)`: (.+) \|$/gm)];
  expect(rowsOf('not-a-keylogger').length).toBeGreaterThan(22);
  expect(rowsOf('rights').length).toBeGreaterThan(12);
  const missing = [...rowsOf('not-a-keylogger'), ...rowsOf('rights')].filter(
    ([, file = '', title = '']) => !read(file).includes(`test('${title}'`),
  );
  expect(missing.map(([row]) => row)).toEqual([]);
});

/** Keys of a policy that keep more of pages than without them, and what in them decides. */
const LOOSENING = Object.keys(policy.shape).filter((key) => key.endsWith('Rules'));
test('whatever a policy can keep beyond the least is named wherever the kit says what a policy can do', () => {
  expect(LOOSENING).toEqual(['fieldRules', 'nameRules', 'urlRules']);
  for (const name of ['README', 'dpia', 'not-a-keylogger'])
    for (const word of [...LOOSENING, 'content', 'keepPath', 'keepQuery', 'keepFragment'])
      expect(read(`${FOLDER}/${name}.md`), name).toContain(word);
  for (const word of [...LOOSENING, 'words of other people']) expect(read(`${FOLDER}/notice.md`)).toContain(word);
});

test('people are told of pause, taking back and exemptions, with what a policy may change of each', () => {
  for (const name of ['README', 'notice', 'rights']) {
    const text = read(`${FOLDER}/${name}.md`);
    for (const word of [/pauseMaxMinutes/, /tak(e|en|ing)( it)? back/i, /exemption/i]) expect(text, name).toMatch(word);
  }
});

test('the documents of the kit link to what is there', () => {
  for (const name of ['README', 'dpia', 'notice', 'rights', 'threat-model', 'not-a-keylogger']) {
    for (const [, target = ''] of read(`${FOLDER}/${name}.md`).matchAll(/\]\(([^)#:]+)\)/g))
      expect(existsSync(new URL(`../../${FOLDER}/${target}`, import.meta.url)), `${name}: ${target}`).toBe(true);
  }
});
