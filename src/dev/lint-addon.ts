// `npm run lint:addon`: Mozilla's own linter over the build for Firefox. Each warning that is known has its reason here; any other fails.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildExtension } from './build.ts';
import { run } from './child-process.ts';
import { WORK } from './paths.ts';

/** Fetched on demand and not a dependency: it brings 190 packages for one run in a while. */
const LINTER = { 'addons-linter': '10.14.0' };
/** 10.14.0 asks for 16.0.0, which not every registry has. */
const OVERRIDES = { 'addons-scanner-utils': '15.5.0' };

const EXPLAINED: Readonly<Record<string, string>> = {
  KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION:
    'data_collection_permissions is read from Firefox for Android 142 on; the extension is for desktops, where 140 reads it.',
  UNSAFE_VAR_ASSIGNMENT:
    'Preact can set innerHTML where a component asks for it (dangerouslySetInnerHTML); none does, and a house test looks for it.',
};

interface Message {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
}

async function installLinter(): Promise<string> {
  const folder = path.join(WORK, 'addons-linter');
  const bin = path.join(folder, 'node_modules/addons-linter/bin/addons-linter');
  if (existsSync(bin)) return bin;
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, dependencies: LINTER, overrides: OVERRIDES };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder });
  return bin;
}

const [bin, build] = [await installLinter(), await buildExtension('firefox')];
const text = await run(process.execPath, [bin, '--self-hosted', '--output=json', build], {});
const { errors, warnings } = JSON.parse(text.slice(text.indexOf('{'))) as Record<'errors' | 'warnings', Message[]>;
for (const { code, file = '' } of warnings) console.log(`${code} ${file}: ${EXPLAINED[code] ?? 'not explained'}`);
const left = [...errors, ...warnings.filter(({ code }) => !Object.hasOwn(EXPLAINED, code))];
for (const { code, file = '', message } of left) console.error(`${code} ${file}: ${message}`);
console.log(`${errors.length} errors, ${warnings.length} warnings, ${left.length} not explained`);
process.exitCode = left.length > 0 ? 1 : 0;
