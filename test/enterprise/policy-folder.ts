// The folder in which a browser looks for its organisation's policies: a private one for one test where the system allows it,
// else the machine's own, cleaned in any case. A test that can have neither fails: it must not pass unseen.
import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../../src/dev/find-browser.ts';

export interface PolicyFolder {
  /** Starts the browser so that it sees this folder. */
  readonly executable: string;
  /** Sets the content of a file, or takes the file away. */
  readonly put: (name: string, content: object | string | undefined) => void;
  readonly close: () => void;
}

/** `scratch`: a folder that the test removes. */
export function openPolicyFolder(browser: 'chromium' | 'firefox', scratch: string): PolicyFolder {
  const executable = findBrowser(browser);
  const [folder, below] =
    browser === 'chromium'
      ? (['/etc/chromium/policies', 'managed'] as const)
      : ([path.join(path.dirname(realpathSync(executable)), 'distribution'), ''] as const);
  const isNew = makeFolder(folder);
  const unshare = findUnshare();
  const isPrivate = unshare !== undefined;
  const root = isPrivate ? path.join(scratch, `policies-${browser}`) : folder;
  const written = new Set<string>();
  const put: PolicyFolder['put'] = (name, content) => {
    const file = path.join(root, below, name);
    mkdirSync(path.dirname(file), { recursive: true });
    written.add(file);
    if (content === undefined) rmSync(file, { force: true });
    else writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  };
  const close = (): void => {
    for (const file of written) rmSync(file, { force: true });
    if (isNew) rmSync(folder, { recursive: true, force: true });
    process.off('exit', close);
  };
  // Also when the test's process is told to end in the middle.
  process.once('exit', close);
  if (!isPrivate) return { executable, put, close };
  mkdirSync(path.join(root, below), { recursive: true });
  return { executable: writeStarter(scratch, { unshare, from: root, to: folder, executable }), put, close };
}

/** True when it was made: then it is taken away again. */
function makeFolder(folder: string): boolean {
  const isNew = !existsSync(folder);
  try {
    if (isNew) mkdirSync(folder, { recursive: true });
    else if (findUnshare() === undefined) accessSync(folder, constants.W_OK);
    return isNew;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Error(
      `This test sets policies in ${folder}, and may not: ${error.message}. Run it as root, or where "unshare --mount" works.`,
    );
  }
}

/** Options of `unshare` that give a process folders of its own; undefined where the system allows none. */
function findUnshare(): readonly string[] | undefined {
  const ways = [['--mount'], ['--user', '--map-root-user', '--mount']];
  return ways.find((way) => spawnSync('unshare', [...way, 'true'], { stdio: 'ignore' }).status === 0);
}

interface Starter {
  readonly unshare: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly executable: string;
}

/** A script that starts the browser with the folder `from` in place of `to`: for that browser only, and for as long as it runs. */
function writeStarter(scratch: string, { unshare, from, to, executable }: Starter): string {
  const file = path.join(scratch, `start-${path.basename(executable)}`);
  const inner = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';
  writeFileSync(
    file,
    `#!/bin/sh\nexec unshare ${unshare.join(' ')} sh -c '${inner}' sh '${from}' '${to}' '${executable}' "$@"\n`,
  );
  chmodSync(file, 0o755);
  return file;
}
