import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { CapabilityManifest } from '../../src/cli/capability.ts';
import { findNewCapabilities, findUnnamed, makeCapabilities } from '../../src/cli/capability.ts';
import { ROOT } from '../../src/dev/paths.ts';
import { policy } from '../../src/model/policy.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const FOLDER = 'docs/works-council';
const RELEASED = `${FOLDER}/capabilities-released.json`;
const known = JSON.parse(read(`${FOLDER}/capabilities.json`)) as CapabilityManifest;

test('the build can do what its manifest of capabilities says, and nothing else (npm run docs:capabilities makes it anew)', () => {
  expect(known).toEqual(makeCapabilities());
});

test('what this build can beyond the last release is named in the changelog; while there is no release, kit and check:release say so', () => {
  const { status, stderr } = spawnSync(process.execPath, ['src/dev/check-release.ts'], { cwd: ROOT, encoding: 'utf8' });
  const saysNone = read(`${FOLDER}/README.md`).includes('There is no release yet to compare with');
  const released = existsSync(path.join(ROOT, RELEASED))
    ? (JSON.parse(read(RELEASED)) as CapabilityManifest)
    : undefined;
  expect([saysNone, stderr.includes(RELEASED)]).toEqual(released === undefined ? [true, true] : [false, false]);
  if (released === undefined) expect(status).toBe(1);
  else expect(findUnnamed(released, known, read('CHANGELOG.md'))).toEqual([]);
});

test('whatever is new and not in the changelog is found', () => {
  const more = { ...known, permissions: [...known.permissions, 'tabCapture'], redactionModes: [] };
  expect(findUnnamed(known, more, '- Something else.')).toEqual(['permissions: tabCapture']);
  expect(findUnnamed(known, more, '- Records the tab (`permissions: tabCapture`).')).toEqual([]);
});

test('a new field, mode, key, permission or host is found, and so is a guard that is gone', () => {
  const more: CapabilityManifest = {
    ...known,
    records: [...known.records, 'typing.keys[]: string'],
    redactionModes: [...known.redactionModes, 'raw'],
    policyKeys: [...known.policyKeys, 'screenshots'],
    protectedClasses: known.protectedClasses.filter((entry) => entry !== 'health'),
    policyValues: [...known.policyValues, 'retentionDays: integer, at least 1, at most 900'],
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
      'protectedClasses: no longer health',
      'policyValues: retentionDays: integer, at least 1, at most 900',
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
  for (const entry of [
    'nameRules[].content: boolean',
    'urlRules[].keepPath: boolean',
    'urlRules[].keepQuery[]: string',
  ])
    expect(known.policyValues).toContain(entry);
  expect(known.policyValues).toContain('retentionDays: integer, at least 1, at most 365');
  expect(known.protectedClasses).toContain('password');
  expect([...known.records, ...known.policyValues].filter((entry) => entry.endsWith(': object'))).toEqual([]);
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
