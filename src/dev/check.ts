// `npm run check`: format and lint, types and walls, unused code. Circles of imports are found by the linter.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { BIN, ROOT } from './paths.ts';

const STEPS: readonly (readonly [string, ...string[]])[] = [
  ['biome', 'check', '--error-on-warnings', '.'],
  ['tsc', '-b'],
  ['knip'],
];

let isClean = true;
for (const [command, ...args] of STEPS) {
  const { status } = spawnSync(path.join(BIN, command), args, { cwd: ROOT, stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'}  ${command} ${args.join(' ')}`);
  isClean &&= status === 0;
}
process.exitCode = isClean ? 0 : 1;
