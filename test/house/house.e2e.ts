// Decisions as tests: what the product may ask for, depend on, import and weigh. A changed decision needs a changed test.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
import { SUITES, SUITES_MAX_MINUTES } from '../../src/dev/suites.ts';
import { RECORD_KINDS } from '../../src/model/record.ts';
import { justifiedFor } from './permission-table.ts';

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const json = (file: string): Record<string, unknown> => JSON.parse(read(file)) as Record<string, unknown>;
const PERMISSIONS = [
  'alarms',
  'contextMenus',
  'notifications',
  'offscreen',
  'scripting',
  'storage',
  'unlimitedStorage',
  'webNavigation',
];
const BUILDS = ['.output/chrome-mv3', '.output/firefox-mv3'];

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && ending.test(file.name))
    .map((file) => path.relative(ROOT, path.join(file.parentPath, file.name)));
}

for (const build of BUILDS) {
  test(`${build} asks for these permissions and no others`, () => {
    const manifest = json(`${build}/manifest.json`);
    const asked = PERMISSIONS.filter((permission) => permission !== 'offscreen' || build.includes('chrome'));
    expect(manifest['permissions']).toEqual(asked);
    expect(manifest['host_permissions']).toEqual(['http://*/*', 'https://*/*']);
    expect(manifest['optional_permissions']).toBeUndefined();
    expect(manifest['content_scripts']).toBeUndefined();
    expect(manifest['web_accessible_resources']).toBeUndefined();
    expect(manifest['externally_connectable']).toBeUndefined();
    expect(manifest['incognito']).toBe('not_allowed');
    expect(manifest['content_security_policy']).toEqual({
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' https: http://127.0.0.1:* http://localhost:*; base-uri 'none'; form-action 'none'",
    });
    const { permissions, hosts } = json('docs/works-council/capabilities.json');
    expect([permissions, hosts]).toEqual([PERMISSIONS, manifest['host_permissions']]);
  });

  test(`${build} carries no policy`, () => {
    expect(json(`${build}/packaged-policy.json`)).toBeNull();
  });

  test(`${build} stays within its weight`, () => {
    const gzipBytes = (file: string): number => gzipSync(readFileSync(path.join(ROOT, build, file))).length;
    expect(gzipBytes('capture.js')).toBeLessThanOrEqual(22 * 1024);
    expect(gzipBytes('background.js')).toBeLessThanOrEqual(140 * 1024);
  });

  test(`${build} keeps names in the page's script that a page or another build of it says`, () => {
    // A type of input is a key of a table; a script looks at the one that an older build left in the page.
    for (const name of ['week:', 'datetime-local', '.isAlive', '.leave'])
      expect(read(`${build}/capture.js`)).toContain(name);
  });

  test(`${build} makes no code out of text`, () => {
    for (const file of filesBelow(build, /\.js$/)) {
      expect(read(file).replaceAll('new Function("")', ''), file).not.toMatch(
        /\beval\(|new Function\(|importScripts\(/,
      );
    }
  });
}

test('the page never loads zod or the polyfill', () => {
  expect(read('.output/chrome-mv3/capture.js')).not.toMatch(/zod|ZodMini|webextension-polyfill/i);
});

test('each permission is justified, and nothing that no build asks for', () => {
  const reasons = read('docs/permissions.md');
  for (const [build, browser] of [
    ['.output/chrome-mv3', 'chromium'],
    ['.output/firefox-mv3', 'firefox'],
  ] as const) {
    const { permissions, host_permissions: hosts } = json(`${build}/manifest.json`) as Record<string, string[]>;
    const asked = [...(permissions ?? []), ...(hosts ?? [])].sort();
    expect([...justifiedFor(browser, reasons)].sort(), build).toEqual(asked);
  }
});

/** What runs on people's machines and at the collector. */
const SHIPPED = [
  '@hono/node-server',
  '@noble/ciphers',
  '@scure/base',
  'age-encryption',
  'aws4fetch',
  'comlink',
  'crx3',
  'fast-xml-parser',
  'fflate',
  'hono',
  'hyparquet-writer',
  'idb',
  'jose',
  'libphonenumber-js',
  'pino',
  'preact',
  'prom-client',
  'stdnum',
  'webextension-polyfill',
  'zod',
];

test('dependencies are pinned, few, and each has its reason', () => {
  const manifest = json('package.json') as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  expect(Object.keys(manifest.dependencies).toSorted()).toEqual(SHIPPED);
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  const decisions = read('docs/decisions.md');
  for (const [name, version] of Object.entries(all)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-r\.\d+)?$/);
    expect(decisions, name).toContain(`\`${name}\``);
  }
});

/** What each room may import beside itself: the table of docs/architecture.md. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  model: [],
  redaction: ['model'],
  capture: ['model', 'redaction'],
  wire: ['model'],
  control: ['model'],
  store: ['model'],
  upload: ['model', 'session'],
  session: ['model'],
  policy: ['model'],
  export: ['model', 'session'],
  view: ['model', 'session'],
  console: ['model'],
  collector: ['model', 'session'],
  cli: ['model', 'redaction', 'session', 'export', 'policy', 'collector'],
  dev: [],
};

test('every room imports only what it may', () => {
  const rooms = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rooms.map(({ name }) => name).toSorted()).toEqual(Object.keys(MAY_IMPORT).toSorted());
  for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
    for (const file of filesBelow(`src/${room}`, /\.tsx?$/)) {
      const imports = [...read(file).matchAll(/from '(?:\.\.\/)+([a-z]+)\/[^']*'/g)].map((match) => match[1] ?? '');
      expect([room, ...allowed], file).toEqual(expect.arrayContaining(imports));
    }
  }
});

test('rooms of the page take only types and zod-free values from the model', () => {
  for (const file of [...filesBelow('src/capture', /\.ts$/), ...filesBelow('src/redaction', /\.ts$/)]) {
    for (const [, name] of read(file).matchAll(/^import \{[^}]*\} from '\.\.\/model\/([a-z-]+)\.ts'/gm)) {
      expect(['bucket', 'core-exclusions', 'limit', 'lost-text', 'match-pattern'], file).toContain(name);
    }
  }
});

test('only redaction makes safe text', () => {
  const sources = [...filesBelow('src', /\.tsx?$/), ...filesBelow('entrypoints', /\.tsx?$/)];
  const makers = sources.filter((file) => /\bas (unknown as )?Safe(Url|Name|Token|Selector)\b/.test(read(file)));
  expect(makers.filter((file) => !file.startsWith(path.join('src', 'redaction')))).toEqual([]);
});

test('no page of the extension makes elements out of text', () => {
  for (const file of [...filesBelow('src/view', /\.tsx?$/), ...filesBelow('entrypoints', /\.tsx?$/)]) {
    expect(read(file), file).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write\(/i);
  }
});

test('capture never acts on the page', () => {
  for (const file of filesBelow('src/capture', /\.ts$/)) {
    expect(read(file).replaceAll('storage.local.remove(', ''), file).not.toMatch(
      /\.(preventDefault|stopPropagation|stopImmediatePropagation|setAttribute|appendChild|insertBefore|dispatchEvent|remove)\(|\.dataset\b|innerHTML\s*=/,
    );
  }
});

test('the README names every kind of record', () => {
  const readme = read('README.md');
  for (const kind of RECORD_KINDS) expect(readme).toContain(`\`${kind}\``);
});

test('the suites fit into their time, and every end-to-end suite is run', () => {
  const minutes = SUITES.reduce((sum, suite) => sum + suite.minutes, 0);
  expect(minutes).toBeLessThanOrEqual(SUITES_MAX_MINUTES);
  const run = SUITES.filter(({ runner }) => runner === 'playwright').map(({ name }) => name);
  expect(run.toSorted()).toEqual(
    test
      .info()
      .config.projects.map(({ name }) => name)
      .toSorted(),
  );
});
