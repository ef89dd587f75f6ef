// What the organisation decides at the terminal, over a real store.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Command, OptionValues } from '../../src/cli/command.ts';
import { exemptionsCommand } from '../../src/cli/exemptions.ts';
import { installsCommand } from '../../src/cli/installs.ts';
import { sendingCommand } from '../../src/cli/sending.ts';
import { sweepCommand } from '../../src/cli/sweep.ts';
import type { BlobStore } from '../../src/collector/blob-store.ts';
import { listDecisions } from '../../src/collector/decisions.ts';
import { answerFor, keepExemption } from '../../src/collector/exemptions.ts';
import { openFolderStore } from '../../src/collector/folder-store.ts';
import { keepInstall } from '../../src/collector/installs.ts';
import { readOrders } from '../../src/collector/orders.ts';
import { blob } from '../collector/blobs.ts';

const ID = 'exemption-000001';
const INSTALL = 'x'.repeat(43);
let folder = '';
let store: BlobStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-decisions-'));
  store = await openFolderStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

async function run(command: Command, operands: readonly string[], options: OptionValues = {}) {
  const lines: string[] = [];
  const io = {
    out: (line: string) => lines.push(line),
    err: (line: string) => lines.push(line),
    stopSignal: () => new AbortController().signal,
  };
  const code = await command.run(operands, { store: folder, by: 'Ada', ...options }, io);
  return { code, text: lines.join('\n') };
}

const ask = () =>
  keepExemption(
    store,
    {
      id: ID,
      category: 'power',
      scope: { kind: 'everything' },
      until: '2026-12-31T12:00:00.000Z',
      note: 'a note\u001b[31m',
      contact: 'Room 12',
    },
    Date.now(),
  );

test('requests are listed with what people typed, and nothing that steers a terminal', async () => {
  expect((await run(exemptionsCommand, ['list'])).text).toBe('No exemption was asked for.');
  await ask();
  const { text } = await run(exemptionsCommand, ['list']);
  expect(text).toContain(`${ID}  pending  until 2026-12-31`);
  expect(text).toContain('power, everything');
  expect(text).toContain('Room 12');
  expect(text).not.toContain('\u001b');
});

test('a request is approved until another day and on hold, then denied; both stay in the log', async () => {
  await ask();
  await run(exemptionsCommand, ['approve', ID], { until: '2026-12-24', hold: true });
  expect(await answerFor(store, ID)).toMatchObject({
    state: 'approved',
    until: '2026-12-24T23:59:59.999Z',
    hold: true,
  });
  await run(exemptionsCommand, ['deny', ID]);
  expect(await answerFor(store, ID)).toMatchObject({ state: 'denied', decidedBy: 'Ada' });
  expect(await listDecisions(store)).toHaveLength(2);
});

test.each([
  [['approve', 'exemption-nowhere'], {}, 'no request'],
  [['approve', ID], { until: '2026-02-30' }, 'no day'],
  [['approve'], {}, 'takes list'],
  [['list', 'x'], {}, 'takes list'],
])('exemptions %j with %j is refused, and nothing is decided', async (operands, options, problem) => {
  await ask();
  await expect(run(exemptionsCommand, operands, options)).rejects.toThrow(problem);
  expect(await listDecisions(store)).toEqual([]);
});

test('an install is shut out and let in again; one that never enrolled is not known', async () => {
  await expect(run(installsCommand, ['revoke', INSTALL])).rejects.toThrow('no install');
  await keepInstall(store, INSTALL, { extension: '1', browser: 'b', policyRevision: 'r' }, Date.now());
  await run(installsCommand, ['revoke', INSTALL]);
  expect((await run(installsCommand, ['revoked'])).text).toBe(INSTALL);
  await run(installsCommand, ['restore', INSTALL]);
  expect((await readOrders(store)).revoked.size).toBe(0);
});

test('sending is stopped and resumed for all', async () => {
  await run(sendingCommand, ['stop']);
  expect((await readOrders(store)).isStopped).toBe(true);
  await run(sendingCommand, ['resume']);
  expect((await readOrders(store)).isStopped).toBe(false);
});

test('a sweep says what would go before it goes', async () => {
  await store.putIfAbsent('segments/day=2024-01-01/participant=p/session=s/000000.jsonl.gz', blob('old'));
  expect((await run(sweepCommand, [], { 'keep-days': '30', 'dry-run': true })).text).toContain(
    'would go: 0 segments taken back, 1 segment too old',
  );
  expect((await run(sweepCommand, [], { 'keep-days': '30' })).text).toContain(
    'gone: 0 segments taken back, 1 segment too old',
  );
  expect((await run(sweepCommand, [], { 'keep-days': '30' })).text).toContain('0 segments too old');
  await expect(run(sweepCommand, [], { 'keep-days': '0' })).rejects.toThrow('no number of days');
});
