// A page that the browser prerenders. A debugger that looks at a tab switches prerendering off, so nobody looks: page, worker and
// server tell each other what happens.
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { end, start } from '../../src/dev/child-process.ts';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { buildExtension } from './capture-rig.ts';

/** The first page goes to the second by itself, once that is rendered ahead and the first has been heard of. */
const PAGES: Readonly<Record<string, string>> = {
  '/ahead': `<script type=speculationrules>{"prerender":[{"urls":["/there"],"eagerness":"immediate"}]}</script>
    <script>
      const look = async () => {
        if ((await (await fetch('/ready')).text()) === 'yes') location.href = '/there';
        else setTimeout(look, 200);
      };
      look();
    </script>`,
  '/there': `<script>
    const say = (word) => fetch('/say/' + word, { method: 'POST' });
    say(document.prerendering ? 'rendered-ahead' : 'rendered-late');
    document.addEventListener('prerenderingchange', () => say('shown'));
  </script>`,
};
/** The worker of the rig, which tells the server of each message. */
const TELL = (origin: string): string =>
  `chrome.runtime.onMessage.addListener((message) => { fetch('${origin}/say/' + message.type + '-' + message.doc, { method: 'POST' }); });`;

test('a page that the browser prerenders says nothing until it is shown, and is recorded from then on', async () => {
  const said: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    if (url.startsWith('/say/')) said.push(url.slice('/say/'.length));
    const isReady = said.includes('rendered-ahead') && docsIn(said).size > 0;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'access-control-allow-origin': '*' });
    response.end(url === '/ready' ? (isReady ? 'yes' : 'no') : `<!doctype html><title>t</title>${PAGES[url] ?? ''}`);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'prerender-'));
  const extension = path.join(folder, 'extension');
  mkdirSync(extension);
  buildExtension(extension, TELL(origin));
  const browser = open(folder, extension, `${origin}/ahead`);
  try {
    await expect.poll(() => said.some((word) => word === 'shown'), { timeout: 30_000 }).toBe(true);
    const shownAt = said.indexOf('shown');
    expect(said).toContain('rendered-ahead');
    // Before: the first page alone. After: a document that had said nothing yet.
    const before = docsIn(said.slice(0, shownAt));
    expect(before.size).toBe(1);
    const isNew = (doc: string): boolean => !before.has(doc);
    await expect.poll(() => [...docsIn(said)].filter(isNew).length, { timeout: 30_000 }).toBe(1);
  } finally {
    await end(browser);
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** Documents that sent something. */
function docsIn(said: readonly string[]): ReadonlySet<string> {
  return new Set(said.flatMap((word) => /^(?:gateAsked|batchRecorded)-(\w+)$/.exec(word)?.[1] ?? []));
}

function open(folder: string, extension: string, url: string): ChildProcess {
  const switches = [
    '--headless=new',
    '--disable-gpu',
    '--no-first-run',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${path.join(folder, 'profile')}`,
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ];
  return start(findBrowser('chromium'), [...switches, url], { cwd: folder, stdio: 'ignore' });
}
