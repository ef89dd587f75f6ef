// The extension and a collector that lets in only those enrolled, together: from the first token to being shut out.
import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { askWorker } from '../e2e/ask-worker.ts';
import {
  CLOSED,
  claimsOf,
  ENROLMENT_TOKEN,
  eventually,
  headerOf,
  makeAgeKey,
  readWithAge,
  showhow,
} from '../e2e/closed-collector.ts';
import type { KeptRequest } from '../e2e/recording-proxy.ts';
import { Rig } from '../e2e/rig.ts';
import { segmentFiles } from '../e2e/session-files.ts';

/** One click on the sample desk, on its way to the disk. */
async function work(rig: Rig): Promise<void> {
  await rig.page.goto(`${rig.site}/index.html`);
  await rig.page.getByTestId('sort-customer').click();
  await rig.page.waitForTimeout(1_300);
}

const installsIn = (rig: Rig) => readdirSync(path.join(rig.store, 'installs')).map((name) => name.replace('.json', ''));
const enrolments = (rig: Rig) => rig.requests.filter(({ url, status }) => url === '/v1/enrol' && status === 201).length;

function checkSigned(requests: readonly KeptRequest[], origin: string): void {
  for (const request of requests) {
    const [proof, token] = [headerOf(request, 'dpop') ?? '', headerOf(request, 'authorization')?.replace('DPoP ', '')];
    const { htm, htu, ath } = claimsOf(proof);
    expect([htm, htu]).toEqual([request.method, origin + request.url.split('?')[0]]);
    expect(headerOf(request, 'cookie')).toBeUndefined();
    if (request.url === '/v1/enrol') continue;
    expect(Object.keys(claimsOf(token ?? '')).toSorted()).toEqual(['cnf', 'exp', 'iat']);
    expect(ath).toBe(
      createHash('sha256')
        .update(token ?? '')
        .digest('base64url'),
    );
  }
}

test('work reaches a closed collector enrolled, signed and encrypted; age reads it, and it can be taken back', async () => {
  const { folder, identity, recipient } = makeAgeKey();
  const policy = { enrolmentToken: ENROLMENT_TOKEN, recipients: [recipient] };
  const rig = await Rig.open({ policy, collector: { env: CLOSED } });
  try {
    await work(rig);
    await rig.quit();
    await rig.launch();
    await rig.untilSent();

    const lines = readWithAge(rig.store, identity);
    expect(lines.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['segment', 'page', 'click', 'end']));
    expect(lines.filter(({ kind }) => kind === 'click')).toHaveLength(1);
    expect(segmentFiles(rig.store).filter((file) => !file.endsWith('.age'))).toEqual([]);
    expect(showhow('verify', rig.store, '--identity', identity)).toMatch(/^sound: session/);

    checkSigned(rig.requests, rig.collectorUrl);
    expect(enrolments(rig)).toBe(1);
    const [install = ''] = installsIn(rig);
    const [segment] = lines;
    for (const secret of [ENROLMENT_TOKEN, install, String(segment?.['participant']), String(segment?.['session'])])
      expect(rig.collectorLog).not.toContain(secret);
    expect(rig.requests.map(({ url }) => url).join()).not.toContain(ENROLMENT_TOKEN);

    const { offered } = await askWorker(rig, 'withdraw', { kind: 'everything' });
    expect(offered).toHaveLength(1);
    await eventually
      .poll(() => rig.requests.some(({ method, status }) => method === 'DELETE' && status === 204))
      .toBe(true);
    showhow('sweep', '--store', rig.store);
    expect(segmentFiles(rig.store)).toEqual([]);
    expect(showhow('verify', rig.store, '--identity', identity)).toBe('');
  } finally {
    await rig.close();
    rmSync(folder, { recursive: true });
  }
});
