// Opens a copy of a page in Chromium, with the probe in it, and reads what the probe says. A browser, since no other parser knows what
// labels, styles and shadow trees make of a field.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FieldQuestion, FieldReport } from '../model/field-report.ts';
import { fieldReport } from '../model/field-report.ts';
import { CliProblem } from './command.ts';

/** `npm run build` leaves it here. */
const PROBE = resolve(import.meta.dirname, '../../.output/probe/field-probe.js');
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge'];
/** Longest that a page may take to load, in ms. Nothing is fetched. */
const PAGE_MAX_MS = 30_000;
const ANSWER = /<pre id="showhow">(.*?)<\/pre>/s;

export async function askPage(file: string, question: FieldQuestion): Promise<FieldReport> {
  const browser = findBrowser();
  const [page, probe] = [await readPage(file), await readProbe()];
  const folder = await mkdtemp(join(tmpdir(), 'showhow-page-'));
  try {
    const copy = join(folder, 'page.html');
    await writeFile(copy, withProbe(page, file, `const SHOWHOW_QUESTION = ${JSON.stringify(question)};\n${probe}`));
    const answer = ANSWER.exec(await dump(browser, folder, copy))?.[1];
    if (answer === undefined)
      throw new CliProblem(`${file} could not be opened.`, 'Give a page that opens in Chromium by itself.');
    return fieldReport.parse(JSON.parse(unescapeHtml(answer)));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function readPage(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new CliProblem(`${file} cannot be read: ${error.message}`, 'Give the path of a saved page.');
  }
}

async function readProbe(): Promise<string> {
  if (!existsSync(PROBE)) throw new CliProblem('The probe is not built.', 'Run npm run build first.');
  return await readFile(PROBE, 'utf8');
}

function findBrowser(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = [
    process.env['SHOWHOW_CHROMIUM'] ?? '',
    ...folders.flatMap((folder) => BROWSERS.map((name) => join(folder, name))),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ].find((candidate) => candidate !== '' && existsSync(candidate));
  if (found !== undefined) return found;
  throw new CliProblem('No Chromium was found.', 'Install it, or set SHOWHOW_CHROMIUM to the path of its executable.');
}

/** The probe first, so that the page's own scripts cannot keep the end of loading from it; other files are found beside the page. */
function withProbe(page: string, file: string, script: string): string {
  // The copy is written in UTF-8, whatever the page says of itself further down.
  const base = `<meta charset="utf-8"><base href="${pathToFileURL(resolve(file)).href}">`;
  const inserted = `${base}<script>${script.replaceAll('</script', '<\\/script')}</script>`;
  const head = /<head\b[^>]*>|<html\b[^>]*>|<!doctype[^>]*>/gi;
  const last = [...page.matchAll(head)].at(-1);
  const at = last === undefined ? 0 : last.index + last[0].length;
  return page.slice(0, at) + inserted + page.slice(at);
}

function dump(browser: string, folder: string, page: string): Promise<string> {
  const args = [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    `--user-data-dir=${join(folder, 'profile')}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--dump-dom',
    pathToFileURL(page).href,
  ];
  return new Promise((done, failed) => {
    execFile(browser, args, { timeout: PAGE_MAX_MS, maxBuffer: 64 * 1024 * 1024 }, (error, out) => {
      if (error === null) done(out);
      else
        failed(
          new CliProblem(
            `${browser} ended with: ${error.message.split('\n', 1)[0]}`,
            'Try it again, or another browser by SHOWHOW_CHROMIUM.',
          ),
        );
    });
  });
}

const SIGNS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' };
function unescapeHtml(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => SIGNS[name] ?? whole);
}
