// What recording costs as pages and tabs grow: the same work on pages of more elements, among more tabs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { BIN, ROOT } from '../../src/dev/paths.ts';
import { Rig } from '../e2e/rig.ts';
import { startProfile, timeIn } from './profile.ts';

/** Elements in one row of the page below. */
const ROW_NODES = 10;
const ROUNDS = 25;

/** A page of about so many elements: a table of work, with links, buttons and fields in each row. */
export function pageOfNodes(nodes: number): string {
  const row = (n: number): string =>
    `<tr id="row-${n}" class="row"><td><input type="checkbox" aria-label="Choose"></td><td><a href="#t${n}">Ticket ${n}</a></td>` +
    `<td><span class="badge open">open</span></td><td><input class="note" aria-label="Note"></td><td><button type="button">Reply</button></td></tr>`;
  const rows = Array.from({ length: Math.ceil(nodes / ROW_NODES) }, (_, n) => row(n)).join('');
  return `<!doctype html><meta charset="utf-8"><title>Rows</title><main><table><tbody>${rows}</tbody></table></main>`;
}

/** ms of the capture script for each round of moving, clicking and typing. */
async function costOfRound(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const places = await page.evaluate(() =>
    [...document.querySelectorAll('tr')].slice(2, 14).map((row) => {
      const middle = (selector: string): [number, number] => {
        const { x, y, width, height } = row.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
        return [x + width / 2, y + height / 2];
      };
      return [middle('button'), middle('.note')] as const;
    }),
  );
  const stop = await startProfile(session);
  for (let round = 0; round < ROUNDS; round += 1) {
    const [button, note] = places[round % places.length] ?? [
      [0, 0],
      [0, 0],
    ];
    await page.mouse.move(...button, { steps: 8 });
    await page.mouse.click(...button);
    await page.mouse.move(...note, { steps: 8 });
    await page.mouse.click(...note);
    await page.keyboard.type('word');
  }
  const cost = timeIn(await stop(), /\/capture\.js/).totalMs / ROUNDS;
  await session.detach();
  return cost;
}

export interface Costs {
  /** ms a round, by number of elements. */
  readonly byNodes: ReadonlyMap<number, number>;
  /** ms a round, by number of tabs open. */
  readonly byTabs: ReadonlyMap<number, number>;
}

/** The same rounds on pages of so many elements, and on the smallest page among so many tabs of it. */
export async function measureScale(nodes: readonly number[], tabs: readonly number[]): Promise<Costs> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rows-'));
  for (const count of nodes) writeFileSync(path.join(folder, `${count}.html`), pageOfNodes(count));
  const rig = await Rig.open({ fixtures: folder });
  try {
    const byNodes = new Map<number, number>();
    const byTabs = new Map<number, number>();
    const smallest = `${rig.site}/${nodes[0]}.html`;
    // Once for the compiler, which is warm in a working day.
    await rig.page.goto(smallest);
    await costOfRound(rig.page);
    for (const count of nodes) {
      await rig.page.goto(`${rig.site}/${count}.html`);
      byNodes.set(count, await costOfRound(rig.page));
    }
    await rig.page.goto(smallest);
    for (const count of tabs) {
      while (rig.context.pages().length < count) await (await rig.context.newPage()).goto(smallest);
      await rig.page.bringToFront();
      byTabs.set(count, await costOfRound(rig.page));
    }
    return { byNodes, byTabs };
  } finally {
    await rig.close();
    rmSync(folder, { recursive: true });
  }
}

/** Times in ms of describing elements all over a page, sorted. The first hundred warm the compiler and are left out. */
export async function timeDescribing(page: Page, nodes: number): Promise<readonly number[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'describer-'));
  const file = path.join(folder, 'describer.js');
  const entry = path.join(ROOT, 'test/bench/describer.ts');
  execFileSync(path.join(BIN, 'rolldown'), [entry, '--format', 'iife', '--name', 'describer', '-o', file], {
    cwd: ROOT,
    stdio: 'pipe',
  });
  await page.setContent(pageOfNodes(nodes));
  await page.addScriptTag({ content: readFileSync(file, 'utf8') });
  rmSync(folder, { recursive: true });
  return await page.evaluate(() => {
    const { timeDescriptions } = (globalThis as unknown as { describer: { timeDescriptions(of: Element[]): number[] } })
      .describer;
    const all = [...document.querySelectorAll('td > *')];
    const some = all.filter((_, index) => index % 3 === 0);
    timeDescriptions(some.slice(0, 100));
    return timeDescriptions(some).toSorted((a, b) => a - b);
  });
}
