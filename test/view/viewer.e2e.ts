// The built viewer in a real browser, served by `showhow view`: opens, scrubs, lists, cuts, and takes a dropped file.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { ROOT } from '../../src/dev/paths.ts';
import { madeSegments } from '../export/made-session.ts';

test.use({
  launchOptions: { executablePath: findBrowser('chromium'), args: ['--no-sandbox', '--disable-gpu'] },
  viewport: { width: 1280, height: 900 },
});

let folder = '';
let file = '';
let cli: ChildProcess;
let address = '';

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-viewer-'));
  file = join(folder, 'made.jsonl.gz');
  const members: Buffer[] = [];
  for await (const segment of madeSegments(120)) members.push(gzipSync(segment));
  await writeFile(file, Buffer.concat(members));
  cli = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), 'view', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(cli.stdout ?? cli, 'data')) as [Buffer];
  address = line.toString().trim();
});
test.afterAll(async () => {
  cli.kill('SIGINT');
  if (cli.exitCode === null) await once(cli, 'exit');
  await rm(folder, { recursive: true });
});

test('a session of the command line opens, is scrubbed, and a stretch of it is saved', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => errors.push(message.text()));
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('made-1.jsonl.gz', { timeout: 20_000 });
  await expect(page.locator('.facts')).toContainText('2,5');
  const actions = page.getByRole('listbox', { name: 'Actions' });
  await expect(actions.getByRole('option').first()).toContainText('Opened the page desk.example/ticket/:id');

  await page.getByRole('slider').focus();
  await page.keyboard.press('End');
  await expect(page.locator('output')).toHaveText('0:16:00');
  await expect(actions.locator('[aria-selected="true"]')).toBeVisible();

  const strip = await page.locator('.strip').boundingBox();
  if (strip === null) throw new Error('no timeline');
  const { x, y, width } = strip;
  await page.mouse.move(x + width * 0.25, y + 10);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.5, y + 10, { steps: 5 });
  await page.mouse.up();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the selection' }).click(),
  ]);
  const lines = gunzipSync(await readFile(await download.path()))
    .toString()
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text));
  expect(lines[0].kind).toBe('segment');
  expect(lines.at(1).t).toBeGreaterThan(200_000);
  expect(lines.at(-1).t).toBeLessThan(500_000);

  await page.getByRole('button', { name: 'Records' }).click();
  await page.getByText('The record as it stands in the file').click();
  await expect(page.locator('pre')).toContainText('"kind"');
  expect(errors).toEqual([]);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});

test('the wireframe is drawn, and it moves on while it plays', async ({ page }) => {
  await page.goto(address);
  await page.getByRole('slider').fill('100000');
  const drawn = () =>
    page.locator('.stage canvas').evaluate((canvas) => {
      const { data = [] } = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, 400, 400) ?? {};
      return [...data].reduce((sum, value, index) => (sum + value * ((index % 97) + 1)) % 1_000_003, 0);
    });
  await expect.poll(drawn).not.toBe(0);
  const before = await drawn();
  await page.getByLabel('Speed').selectOption('16');
  await expect.poll(drawn).not.toBe(before);
  await page.getByRole('button', { name: 'Stop' }).click();
});

test('a file that is dropped opens; one that is no session is named as such', async ({ page }) => {
  await page.goto(address.replace(/\?.*/, ''));
  await expect(page.getByRole('heading', { name: 'Drop a session file here' })).toBeVisible();
  const dropIn = async (name: string, bytes: Buffer) => {
    const data = await page.evaluateHandle(
      ([text, called]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(atob(text ?? ''), (char) => char.charCodeAt(0))], called ?? ''));
        return transfer;
      },
      [bytes.toString('base64'), name],
    );
    await page.dispatchEvent('main', 'drop', { dataTransfer: data });
  };
  await dropIn('other.gz', Buffer.from('no session'));
  await expect(page.getByRole('alert')).toContainText('other.gz could not be read');
  await dropIn('mine.jsonl.gz', await readFile(file));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('mine.jsonl.gz');
});

test('nothing but the viewer and the session is served, and to no other name', async ({ request }) => {
  const at = (path: string) => new URL(path, address).href;
  expect((await request.get(at('/background.js'))).status()).toBe(404);
  expect((await request.get(at('/manifest.json'))).status()).toBe(404);
  expect((await request.get(at('/session'))).status()).toBe(200);
  expect((await request.get(at('/session'), { headers: { host: 'evil.example' } })).status()).toBe(403);
});
