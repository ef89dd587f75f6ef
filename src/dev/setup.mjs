// First step of every npm script: installs what package-lock.json names, then runs the given command on the pinned Node.
// Plain JavaScript, since a fresh clone may start it on any Node from 20 on.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const mark = path.join(root, 'node_modules/.showhow-installed');
const pinnedNode = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

function fail(message) {
  console.error(`showhow: ${message}`);
  process.exit(1);
}

function install() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) fail(`Node ${process.versions.node} is too old. Install Node 20 or newer and run this again.`);
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(mark) && existsSync(pinnedNode) && readFileSync(mark, 'utf8') === lock) return;
  console.log('showhow: installing packages (about half a minute the first time) …');
  const npm = spawnSync('npm', ['ci', '--loglevel=error', '--no-progress'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) fail('npm ci failed. Its message is above; most often the package registry cannot be reached.');
  if (!existsSync(pinnedNode))
    fail(`the pinned Node is missing at ${pinnedNode}. Run "npm ci --foreground-scripts" to see why.`);
  writeFileSync(mark, lock);
}

const [script, ...args] = process.argv.slice(2);
if (script === undefined) fail('name the script to run.');
install();
process.env.PATH = [path.dirname(pinnedNode), path.join(root, 'node_modules/.bin'), process.env.PATH].join(
  path.delimiter,
);
// Signals reach the whole foreground group; this process only waits and passes the exit code on.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
const { spawn } = await import('node:child_process');
const child = spawn(pinnedNode, [path.join(root, script), ...args], { cwd: root, stdio: 'inherit' });
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
