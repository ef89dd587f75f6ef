// Reporter of fault tests: prints what was broken, how, and what came of it; after a run of all of them writes docs/faults.md.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { ROOT } from '../../src/dev/paths.ts';
import { DECLARED, INJECTION } from './annotation.ts';

const FILE = path.join(ROOT, 'docs/faults.md');

interface Row {
  readonly fault: string;
  readonly injection: string;
  readonly outcome: string;
  readonly declared: string;
}

export default class FaultTable implements Reporter {
  #suite: Suite | undefined;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd(result: FullResult): void {
    const rows = (this.#suite?.allTests() ?? []).flatMap(toRow);
    const lines = toTable(rows);
    console.log(`\n${lines.join('\n')}\n`);
    if (process.env['SHOWHOW_WRITE_TABLE'] && result.status !== 'interrupted')
      writeFileSync(FILE, [...HEAD, ...lines, ''].join('\n'));
  }
}

/** A test that only passed when it was run again says so. */
function toRow(test: TestCase): Row[] {
  const last = test.results.at(-1);
  const said = (type: string): string | undefined =>
    last?.annotations.findLast((annotation) => annotation.type === type)?.description;
  const injection = said(INJECTION);
  if (injection === undefined) return [];
  return [
    {
      fault: test.title.replace(/ @long$/, ''),
      injection,
      outcome: outcomeOf(test),
      declared: said(DECLARED) ?? '',
    },
  ];
}

function outcomeOf(test: TestCase): string {
  const outcome = test.outcome();
  if (outcome === 'expected') return 'holds';
  if (outcome === 'flaky') return 'holds, the second time';
  if (outcome !== 'skipped') return '**fails**';
  const why = test.results.at(-1)?.annotations.find(({ type }) => type === 'skip')?.description;
  return `not tested: ${why ?? 'the run was interrupted'}`;
}

function toTable(rows: readonly Row[]): string[] {
  const cells = rows.map(({ fault, injection, outcome, declared }, i) => [i + 1, fault, injection, outcome, declared]);
  const table = [['#', 'fault', 'what is really done', 'outcome', 'declared in the file'], ...cells];
  const [head = '', ...body] = table.map((row) => `| ${row.join(' | ')} |`);
  return [head, '|---|---|---|---|---|', ...body];
}

const HEAD = [
  '# Faults',
  '',
  'Written by `npm run test:faults`, which breaks the real thing each time, with real browsers, disks and connections. After each fault the store must',
  'be sound (`showhow verify`), and one judge compares it with what the driver did: each deed is there once or within a declared gap, nothing is there',
  'twice, nothing is there that nobody did, and a gap is no wider than its fault and a second. Another test shows that the judge notices each of these.',
  '',
];
