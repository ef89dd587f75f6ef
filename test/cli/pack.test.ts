import { execFile } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXAMPLE } from '../policy/arbitrary.ts';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url).pathname;
const URL_OPTION = ['--url', 'https://showhow.example'];

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-pack-'));
  await writeBuild('chromium', { minimum_chrome_version: '130' });
  await writeBuild('firefox', {
    browser_specific_settings: { gecko: { id: 'showhow@showhow.invalid', strict_min_version: '140.0' } },
  });
});
afterEach(() => rm(folder, { recursive: true }));

async function writeBuild(name: string, own: object): Promise<void> {
  const manifest = { manifest_version: 3, name: 'Showhow', version: '0.1.0', ...own };
  await mkdir(join(folder, name, 'inner'), { recursive: true });
  await writeFile(join(folder, name, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, name, 'packaged-policy.json'), 'null');
  await writeFile(join(folder, name, 'inner/worker.js'), 'void 0;\n'.repeat(99));
}

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function showhow(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { env: { ...process.env, ...env } }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

/** Packs the builds below `from` into `out`; the key is `key.pem`. */
function pack(
  out: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
  from = folder,
): Promise<Outcome> {
  const builds = ['--chromium', join(from, 'chromium'), '--firefox', join(from, 'firefox')];
  return showhow(['pack', '--out', join(folder, out), ...builds, ...URL_OPTION, ...args], env);
}

const key = (): readonly string[] => ['--key', join(folder, 'key.pem')];
const newKey = (name = 'key.pem'): readonly string[] => ['--new-key', join(folder, name)];
const read = (...path: readonly string[]): Promise<Buffer> => readFile(join(folder, ...path));
const idIn = (out: string): string => /: ([a-p]{32})\n/.exec(out)?.[1] ?? '';

async function readAll(out: string): Promise<Record<string, string>> {
  const names = (await readdir(join(folder, out))).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, (await read(out, name)).toString('hex')])),
  );
}

/** The parts of a CRX3: its one proof, the header that is signed, and the zip. */
function openCrx(crx: Buffer): { publicKey: Buffer; signature: Buffer; signedHeader: Buffer; zip: Buffer } {
  expect(crx.subarray(0, 8)).toEqual(Buffer.from('Cr24\x03\0\0\0', 'latin1'));
  const end = 12 + crx.readUInt32LE(8);
  const [proof] = fieldsOf(crx.subarray(12, end)).filter(({ number }) => number === 2);
  const [signed] = fieldsOf(crx.subarray(12, end)).filter(({ number }) => number === 10_000);
  const [publicKey, signature] = fieldsOf(proof?.bytes ?? Buffer.alloc(0)).map(({ bytes }) => bytes);
  if (publicKey === undefined || signature === undefined || signed === undefined) throw new Error('No proof.');
  return { publicKey, signature, signedHeader: signed.bytes, zip: crx.subarray(end) };
}

/** Length-delimited fields of a protocol buffer. */
function fieldsOf(message: Buffer): { number: number; bytes: Buffer }[] {
  const fields: { number: number; bytes: Buffer }[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const number = varint() >> 3;
    const length = varint();
    fields.push({ number, bytes: message.subarray(at, at + length) });
    at += length;
  }
  return fields;
}

test('the same build packed twice, in other folders, zones and years, is the same byte for byte', async () => {
  expect((await pack('one', newKey(), { TZ: 'America/Los_Angeles' })).code).toBe(0);
  const other = join(folder, 'far/away');
  for (const name of ['chromium', 'firefox']) {
    await cp(join(folder, name), join(other, name), { recursive: true });
    await utimes(join(other, name, 'manifest.json'), 1e9, 1e9);
  }
  expect((await pack('two', key(), { TZ: 'Asia/Tokyo', LC_ALL: 'C' }, other)).code).toBe(0);
  const [one, two] = [await readAll('one'), await readAll('two')];
  expect(Object.keys(one)).toEqual([
    'SHA256SUMS',
    'showhow-0.1.0.crx',
    'showhow-0.1.0.xpi',
    'showhow-0.1.0.zip',
    'showhow.xpi',
    'updates.json',
    'updates.xml',
  ]);
  expect(two).toEqual(one);
});

test('the package is signed over its content with the key that its id is made from', async () => {
  const { out } = await pack('out', newKey());
  const { publicKey, signature, signedHeader, zip } = openCrx(await read('out', 'showhow-0.1.0.crx'));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(signedHeader.length);
  const signed = Buffer.concat([Buffer.from('CRX3 SignedData\0'), size, signedHeader, zip]);
  const spki = createPublicKey({ key: publicKey, type: 'spki', format: 'der' });
  expect(verify('sha256', signed, spki, signature)).toBe(true);
  const hex = createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
  expect(idIn(out)).toBe([...hex].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join(''));
});

test('a customer signs the same content again with their own key, and gets their own id', async () => {
  const ours = await pack('ours', newKey());
  const theirs = await pack('theirs', newKey('theirs.pem'));
  expect(idIn(theirs.out)).not.toBe(idIn(ours.out));
  const [a, b] = [openCrx(await read('ours/showhow-0.1.0.crx')), openCrx(await read('theirs/showhow-0.1.0.crx'))];
  expect(b.zip).toEqual(a.zip);
  expect((await read('theirs/updates.xml')).toString()).toContain(`appid="${idIn(theirs.out)}"`);
});

test('the update manifests name version, address, sum and oldest browser of what lies beside them', async () => {
  await pack('out', [...newKey(), '--version', '0.1.0.7', '--gecko-id', 'recorder@acme.example']);
  const sum = async (name: string): Promise<string> =>
    createHash('sha256')
      .update(await read('out', name))
      .digest('hex');
  const xml = (await read('out', 'updates.xml')).toString();
  expect(xml).toContain(
    'codebase="https://showhow.example/showhow-0.1.0.7.crx" version="0.1.0.7" prodversionmin="130"',
  );
  expect(xml).toContain(`hash_sha256="${await sum('showhow-0.1.0.7.crx')}"`);
  expect(JSON.parse((await read('out', 'updates.json')).toString())).toEqual({
    addons: {
      'recorder@acme.example': {
        updates: [
          {
            version: '0.1.0.7',
            update_link: 'https://showhow.example/showhow-0.1.0.7.xpi',
            update_hash: `sha256:${await sum('showhow-0.1.0.7.xpi')}`,
            applications: { gecko: { strict_min_version: '140.0' } },
          },
        ],
      },
    },
  });
  const sums = (await read('out', 'SHA256SUMS')).toString();
  expect(sums).toContain(`${await sum('showhow.xpi')}  showhow.xpi\n`);
  const manifest = (bytes: Uint8Array): Record<string, unknown> =>
    JSON.parse(Buffer.from(unzipSync(bytes)['manifest.json'] ?? []).toString());
  const { zip } = openCrx(await read('out', 'showhow-0.1.0.7.crx'));
  expect(manifest(zip)).toMatchObject({ version: '0.1.0.7', update_url: 'https://showhow.example/updates.xml' });
  expect(manifest(await read('out', 'showhow-0.1.0.7.zip'))).not.toHaveProperty('update_url');
  expect(manifest(await read('out', 'showhow.xpi'))).toMatchObject({
    browser_specific_settings: {
      gecko: { id: 'recorder@acme.example', update_url: 'https://showhow.example/updates.json' },
    },
  });
});

test('a policy is baked in sealed; one that would be refused is not, and nothing is made', async () => {
  const policy = join(folder, 'policy.json');
  await writeFile(policy, JSON.stringify(EXAMPLE));
  expect((await pack('out', [...newKey(), '--policy', policy])).code).toBe(0);
  for (const name of ['showhow-0.1.0.zip', 'showhow.xpi']) {
    const baked: unknown = JSON.parse(
      Buffer.from(unzipSync(await read('out', name))['packaged-policy.json'] ?? []).toString(),
    );
    expect(baked).toMatchObject({ ...EXAMPLE, policyChecksum: expect.stringMatching(/^[0-9a-f]{8}$/) });
  }
  await writeFile(policy, JSON.stringify({ ...EXAMPLE, sites: ['desk'] }));
  const refused = await pack('none', [...newKey('none.pem'), '--policy', policy]);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('sites') });
  expect((await readdir(folder)).filter((name) => name.startsWith('none'))).toEqual([]);
});

test('a key is made readable for its owner only, is never replaced, and never lies among what is served', async () => {
  await pack('out', newKey());
  expect((await stat(join(folder, 'key.pem'))).mode & 0o777).toBe(0o600);
  expect(await pack('out', newKey())).toMatchObject({ code: 2, err: expect.stringContaining('exists already') });
  expect(await pack('out', newKey('out/key.pem'))).toMatchObject({ code: 2, err: expect.stringContaining('--out') });
});

test('what cannot be packed is said, with what to do', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(join(folder, 'ec.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], 'Give --key FILE'],
    [[...key(), ...newKey()], 'Give --key FILE'],
    [['--key', join(folder, 'nowhere.pem')], 'cannot be read'],
    [['--key', join(folder, 'ec.pem')], 'no RSA private key'],
    [[...newKey('a.pem'), '--version', '1.2.3.4.5'], 'no version'],
    [[...newKey('a.pem'), '--version', '70000'], 'no version'],
    [[...newKey('a.pem'), '--gecko-id', 'showhow'], 'no id of an add-on'],
    [[...newKey('a.pem'), '--url', 'http://showhow.example'], 'no address'],
    [[...newKey('a.pem'), '--chromium', join(folder, 'nowhere')], 'npm run build'],
    [[...newKey('a.pem'), '--firefox', join(folder, 'chromium')], 'has no id'],
  ];
  for (const [args, says] of cases) {
    expect(await pack('out', args), args.join(' ')).toMatchObject({ code: 2, err: expect.stringContaining(says) });
  }
  expect((await readdir(folder)).toSorted()).toEqual(['chromium', 'ec.pem', 'firefox']);
}, 60_000);
