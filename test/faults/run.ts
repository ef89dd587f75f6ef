// `npm run test:faults`: every fault, one after the other; prints the table and writes it to docs/faults.md.
// `npm run test:faults -- WORD`: those in files of that name; then the table is only printed.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { BIN, ROOT } from '../../src/dev/paths.ts';

findBrowser('chromium');
const table = path.join(ROOT, 'test/faults/table.ts');
const args = ['test', '--config', 'test/e2e/playwright.config.ts', '--project=faults', `--reporter=list,${table}`];
const run = spawnSync(path.join(BIN, 'playwright'), [...args, ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, SHOWHOW_ALL: '1', SHOWHOW_WRITE_TABLE: process.argv.length > 2 ? '' : '1' },
});
process.exitCode = run.status ?? 1;
