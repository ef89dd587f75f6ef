// Fields that are used before the words to tell them by have come: protected, and told by what was seen then.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const ENTRY = `
  import { createFields } from '${ROOT}/src/capture/field.ts';
  import { FIELD_WORDS } from '${ROOT}/src/redaction/field-words.ts';
  let words;
  const fields = createFields(() => words, { ofField: () => [] });
  Object.assign(globalThis, { fieldOf: (id) => fields.of(document.getElementById(id)), tell: () => { words = FIELD_WORDS } });`;

test('a label that goes when the field is entered counts, though the words come after', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'early-'));
  writeFileSync(path.join(folder, 'entry.ts'), ENTRY);
  const bundled = path.join(folder, 'out.js');
  execFileSync(
    path.join(ROOT, 'node_modules/.bin/rolldown'),
    [`${folder}/entry.ts`, '--format', 'iife', '-o', bundled],
    {
      cwd: ROOT,
      stdio: 'pipe',
    },
  );
  const browser = await chromium.launch({
    executablePath: findBrowser('chromium'),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage();
    await page.setContent(`<label id=gone>Passwort <input id=a></label><label>Suche <input id=b></label>`);
    await page.addScriptTag({ content: readFileSync(bundled, 'utf8') });
    expect(await page.evaluate("[fieldOf('a'), fieldOf('b')].map(({ mode }) => mode)")).toEqual([
      'protected',
      'protected',
    ]);
    // Only the text goes: the node stays where it is.
    await page.evaluate("document.getElementById('gone').firstChild.remove(); tell()");
    expect(await page.evaluate("[fieldOf('a'), fieldOf('b')]")).toEqual([
      { class: 'password', mode: 'protected' },
      { class: 'search', mode: 'masked' },
    ]);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
});
