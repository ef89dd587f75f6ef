// Policies as their authors save them: what is taken, and what is said of a file that could be read as another policy than was meant.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSealedPolicy } from '../../src/cli/policy-file.ts';
import { seal } from '../../src/policy/order.ts';
import { EXAMPLE } from './arbitrary.ts';

const HR = '*://desk.example.com/personal-über-uns/*';
const VALUES = { ...EXAMPLE, excludedSites: [HR] };
const TEXT = JSON.stringify(VALUES, null, 2);

let file = '';
beforeEach(async () => {
  file = path.join(await mkdtemp(path.join(tmpdir(), 'showhow-file-')), 'policy.json');
});
afterEach(() => rm(path.dirname(file), { recursive: true }));

async function sealed(content: string | Uint8Array): ReturnType<typeof readSealedPolicy> {
  await writeFile(file, content);
  return readSealedPolicy(file);
}

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`)],
  ['UTF-16 of Windows', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
  ['UTF-16 the other way round', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
  ['line ends of Windows', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
])('%s is read', async (_name, bytes) => {
  expect(await sealed(bytes)).toMatchObject({ kind: 'sealed', values: seal(VALUES), doubts: [] });
});

test('a file that is no UTF-8 is refused with the place: guessed letters in an exclusion would exclude nothing', async () => {
  const before = TEXT.slice(0, TEXT.indexOf('ü')).split('\n');
  const place = `${file}:${before.length}:${(before.at(-1) ?? '').length + 1}:`;
  await expect(sealed(Buffer.from(TEXT, 'latin1'))).rejects.toThrow(`${place} A sign that is no UTF-8.`);
  const early = Buffer.from(TEXT.replace('Müller', 'M\ufffdller'), 'utf8');
  expect(await sealed(early)).toMatchObject({ kind: 'sealed' });
});

test.each([
  ['"excludedSites": [', '"excludedSites": ["*://desk.example.com/hr/*"], "excludedSites": [', 'excludedSites'],
  ['"mode": "kept"', '"mode": "masked", "mode": "kept"', 'mode'],
])('%s written as %s is not sealed: of two only the last would count', async (right, wrong, name) => {
  expect(TEXT).toContain(right);
  const line = TEXT.slice(0, TEXT.indexOf(right)).split('\n').length;
  await expect(sealed(TEXT.replace(right, wrong))).rejects.toThrow(`${file}:${line}:`);
  await expect(sealed(TEXT.replace(right, wrong))).rejects.toThrow(`"${name}" stands here twice`);
});

test.each(['null', '[]', '42', '"text"'])('%s is no policy, and is said to be none', async (text) => {
  await expect(sealed(text)).rejects.toThrow(`${file}:1:1: This is no object.`);
});

test('a file that is far too long is refused before it is read', async () => {
  await expect(sealed(`{"orgName":"${'x'.repeat(4_000_000)}"}`)).rejects.toThrow('too long for a policy');
});

test('what is allowed and probably not meant is said with the sealed policy', async () => {
  const wide = { ...VALUES, sites: ['*://*/*', 'https://accounts.google.com/*'] };
  expect(await sealed(JSON.stringify(wide))).toMatchObject({
    kind: 'sealed',
    doubts: [expect.stringContaining('every site there is'), expect.stringContaining('is not recorded')],
  });
});

test('an exclusion that could exclude nothing is refused', async () => {
  for (const site of ['*://desk.example.com/app#/hr/*', '*://desk.example.com/hr files/*', '*://.desk.example.com/*'])
    expect(await sealed(JSON.stringify({ ...VALUES, excludedSites: [site] }))).toEqual({
      kind: 'refused',
      problems: [expect.stringContaining('excludedSites: In item 1: Is no match pattern.')],
    });
});
