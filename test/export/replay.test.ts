import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from '@puppeteer/replay';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROOT } from '../../src/dev/paths.ts';
import { concatBytes } from '../../src/session/bytes.ts';
import { makeSession, sessionPlan } from '../session/arbitrary.ts';
import { madeSegments } from './made-session.ts';
import { exportTo, sessionOf } from './memory-folder.ts';

async function made(rounds: number): Promise<Uint8Array> {
  const segments: Uint8Array[] = [];
  for await (const segment of madeSegments(rounds)) segments.push(segment);
  return concatBytes(segments);
}

/** Whole sessions of any records, exported; the JSON of the first. */
const anySession = (format: 'puppeteer' | 'atif', check: (file: unknown) => void) =>
  fc.assert(
    fc.asyncProperty(sessionPlan, async ([bodies, sizes]) => {
      const { text } = await exportTo(format, [sessionOf(concatBytes(await makeSession(bodies, sizes)), 'session-1')], {
        purpose: 'training',
      });
      check(JSON.parse(text('session-1.json')));
    }),
    { numRuns: 60 },
  );

test('Puppeteer Replay takes the recording, and drops nothing of it', async () => {
  const { text } = await exportTo('puppeteer', [sessionOf(await made(10))]);
  const file = JSON.parse(text('made-1.json'));
  const flow = JSON.parse(JSON.stringify(parse(file)));
  expect(flow).toEqual(file);
  const kinds = Map.groupBy(flow.steps as { type: string }[], ({ type }) => type);
  expect(kinds.get('click')).toHaveLength(20);
  expect(kinds.get('change')).toHaveLength(20);
  expect(kinds.get('setViewport')).toHaveLength(1);
  expect(JSON.stringify(kinds.get('change')?.[0])).toContain('[REDACTED:email]');
  expect(flow.steps.find(({ type }: { type: string }) => type === 'click')).toMatchObject({
    selectors: [
      [expect.stringContaining('#main')],
      [expect.stringMatching(/^xpath\/\/html/)],
      ['aria/Save[role="button"]'],
    ],
    offsetX: 10,
    offsetY: 10,
    duration: 80,
  });
});

test('Puppeteer Replay takes any session', () => anySession('puppeteer', (file) => void parse(file)));

/** The rules of ATIF 1.7, stated again: known fields only, steps numbered from 1, calls only by the agent. */
function checkAtif(file: unknown): void {
  const trajectory = file as { steps: Record<string, unknown>[] } & Record<string, unknown>;
  const onlyKeys = (value: object, keys: readonly string[]) =>
    expect(keys).toEqual(expect.arrayContaining(Object.keys(value)));
  onlyKeys(trajectory, ['schema_version', 'session_id', 'agent', 'steps', 'notes', 'final_metrics', 'extra']);
  expect(trajectory['schema_version']).toBe('ATIF-v1.7');
  onlyKeys(trajectory['agent'] as object, ['name', 'version', 'model_name', 'tool_definitions', 'extra']);
  expect(trajectory.steps.map((step) => step['step_id'])).toEqual(trajectory.steps.map((_, index) => index + 1));
  expect(trajectory.steps.length).toBeGreaterThan(0);
  for (const step of trajectory.steps) {
    onlyKeys(step, ['step_id', 'timestamp', 'source', 'message', 'tool_calls', 'observation', 'extra']);
    expect(['system', 'user', 'agent']).toContain(step['source']);
    if (step['source'] !== 'agent') expect(step['tool_calls']).toBeUndefined();
    const calls = (step['tool_calls'] ?? []) as Record<string, unknown>[];
    for (const call of calls) {
      onlyKeys(call, ['tool_call_id', 'function_name', 'arguments', 'extra']);
      expect(typeof call['function_name']).toBe('string');
    }
    const { results = [] } = (step['observation'] ?? {}) as { results?: Record<string, unknown>[] };
    for (const result of results) {
      onlyKeys(result, ['source_call_id', 'content', 'extra']);
      expect(calls.map((call) => call['tool_call_id'])).toContain(result['source_call_id']);
      expect(typeof result['content']).toBe('string');
    }
  }
}

test('a trajectory keeps the rules of ATIF 1.7, for any session', () => anySession('atif', checkAtif));

test('in a trajectory, what is observed after a call is the state before the next one', async () => {
  const { text } = await exportTo('atif', [sessionOf(await made(60))]);
  const trajectory = JSON.parse(text('made-1.json'));
  checkAtif(trajectory);
  const agentSteps = trajectory.steps.filter(({ source }: { source: string }) => source === 'agent');
  for (const [index, step] of agentSteps.slice(0, -1).entries()) {
    const next = agentSteps[index + 1].tool_calls[0].extra.web;
    const [after] = step.observation?.results ?? [];
    if (after !== undefined) expect(after.extra.web).toEqual(next);
  }
  expect(trajectory.steps.some(({ message }: { message: string }) => message.includes('(paused)'))).toBe(true);
});

test('a Playwright file is one that Playwright loads, and fills in what was not recorded', async () => {
  const { text } = await exportTo('playwright', [sessionOf(await made(10))]);
  const file = text('made-1.spec.ts');
  expect(file).toContain('.fill(valueOf("email"));');
  expect(file).toContain('page.goto("https://desk.example/ticket/:id")');
  // Beside the packages, so that it finds Playwright.
  await mkdir(join(ROOT, '.showhow'), { recursive: true });
  const folder = await mkdtemp(join(ROOT, '.showhow', 'playwright-'));
  try {
    await writeFile(join(folder, 'made-1.spec.ts'), file);
    await writeFile(join(folder, 'playwright.config.ts'), 'export default {};\n');
    const cli = join(ROOT, 'node_modules/@playwright/test/cli.js');
    const { stdout } = await promisify(execFile)(process.execPath, [cli, 'test', '--list'], { cwd: folder });
    expect(stdout).toContain('session made-1 of 2026-03-04T08:00:00.000Z');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('dynamics are in the words of mouse sets', async () => {
  const { text } = await exportTo('dynamics', [sessionOf(await made(2))]);
  const [head, first, ...rest] = text('pointer.csv').trim().split('\n');
  expect(head).toBe('participant,session,doc,path,client_timestamp,button,state,x,y');
  expect(first).toMatch(/^participant-1,made-1,doc-0,1,\d+\.\d{4},NoButton,Move,\d+,\d+$/);
  expect(rest).toHaveLength(2 * 12 * 51 - 1);
});
