// The extension and a collector that lets in only those enrolled, together: from the first token to being shut out.
import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
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

const ON_CLOCK = path.join(ROOT, 'test/e2e/collector-on-clock.ts');
const DAY_MS = 24 * 60 * 60_000;

/** One click on the sample desk, on its way to the disk. */
async function work(rig: Rig): Promise<void> {
  await rig.page.goto(`${rig.site}/index.html`);
  await rig.page.getByTestId('sort-customer').click();
  await rig.page.waitForTimeout(1_300);
}

const installsIn = (rig: Rig) => readdirSync(path.join(rig.store, 'installs')).map((name) => name.replace('.json', ''));
const enrolments = (rig: Rig) => rig.requests.filter(({ url, status }) => url === '/v1/enrol' && status === 201).length;
const isControl = ({ url }: KeptRequest) => url.startsWith('/v1/control');

/** The popup, opened anew, once what that makes the worker ask has been answered; and the last status of that. */
async function openPopup(rig: Rig): Promise<{ readonly popup: Page; readonly status: number | undefined }> {
  const before = rig.requests.length;
  const popup = await rig.openExtensionPage('popup.html');
  const answered = () => rig.requests.slice(before).filter((one) => isControl(one) && one.status !== undefined);
  await eventually.poll(() => answered().some(({ status }) => status !== 401)).toBe(true);
  return { popup, status: answered().at(-1)?.status };
}

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
    const review = await rig.openExtensionPage('review.html');
    // The end of the session lay in the same part.
    const deleted = review.getByRole('region', { name: 'Deleting what had left' });
    await eventually(deleted).toContainText(/Deleted at the server: .*gone with them: 1 more\./);
    await expect(review.getByRole('region', { name: 'What it costs' })).toContainText(/Sent in the last 7 days\s*\d/);
    showhow('sweep', '--store', rig.store);
    expect(segmentFiles(rig.store)).toEqual([]);
    expect(readdirSync(path.join(rig.store, 'tombstones'))).toHaveLength(1);
    expect(showhow('verify', rig.store, '--identity', identity)).toBe('');
  } finally {
    await rig.close();
    rmSync(folder, { recursive: true });
  }
});

test('tokens run out, nonces change, clocks are wrong by years, the collector restarts: the install stays in @long', async () => {
  const rig = await Rig.open({ policy: { enrolmentToken: ENROLMENT_TOKEN }, collector: { env: CLOSED } });
  const restart = async (run: Parameters<Rig['startCollector']>[0]): Promise<void> => {
    await rig.stopCollector();
    await rig.startCollector(run);
  };
  const onClock = (aheadMs: number) => ({ script: ON_CLOCK, env: { ...CLOSED, SHOWHOW_AHEAD_MS: String(aheadMs) } });
  try {
    expect((await openPopup(rig)).status).toBe(200);
    await work(rig);
    const steps = [
      ['the same again', { env: CLOSED }, 0],
      ['another nonce, the token still good', onClock(11 * 60_000), 0],
      ['a token that ran out', onClock(20 * 60_000), 1],
      ['two years ahead of this device', onClock(730 * DAY_MS), 1],
      ['two years behind it', onClock(-730 * DAY_MS), 0],
      ['another secret', { env: { ...CLOSED, SHOWHOW_SECRET: '0ddba11'.repeat(8) } }, 1],
      ['another enrolment token', { env: { ...CLOSED, SHOWHOW_ENROLMENT_TOKENS: 'replaced' } }, 1],
    ] as const;
    for (const [what, run, renewed] of steps) {
      const before = enrolments(rig);
      await restart(run);
      expect((await openPopup(rig)).status, what).toBe(200);
      const renewals = enrolments(rig) - before;
      // Two who ask at once may both renew, with the same key.
      expect(renewals > 0, what).toBe(renewed > 0);
    }
    expect(installsIn(rig)).toHaveLength(1);
    await rig.finish();
    expect(showhow('verify', rig.store)).toMatch(/^sound: session/);
    expect(rig.sessions().flatMap(({ records }) => records.filter(({ kind }) => kind === 'click'))).toHaveLength(1);
  } finally {
    await rig.close();
  }
});

test('an install that is shut out sends nothing and is told why; when sending is stopped, too, until it goes on @long', async () => {
  const rig = await Rig.open({ policy: { enrolmentToken: ENROLMENT_TOKEN }, collector: { env: CLOSED } });
  /** Decides, and lets the collector start again: it looks for decisions every half a minute only. */
  const decide = async (...words: readonly string[]): Promise<void> => {
    showhow(...words, '--store', rig.store);
    await rig.stopCollector();
    await rig.startCollector();
  };
  const again = async (): Promise<void> => {
    await rig.quit();
    await rig.launch();
  };
  try {
    await work(rig);
    await decide('sending', 'stop');
    await again();
    await eventually.poll(async () => (await askWorker(rig, 'device')).waitsFor?.reason).toBe('stopped');
    expect(segmentFiles(rig.store)).toEqual([]);
    await decide('sending', 'resume');
    await again();
    await rig.untilSent();
    expect(rig.sessions()).toHaveLength(1);

    await work(rig);
    const [install = ''] = installsIn(rig);
    await decide('installs', 'revoke', install);
    await again();
    await eventually.poll(async () => (await askWorker(rig, 'device')).waitsFor?.reason).toBe('revoked');
    const { popup, status } = await openPopup(rig);
    expect(status).toBe(403);
    await eventually(popup.getByText('takes nothing from this device any more').first()).toBeVisible();
    expect(rig.sessions()).toHaveLength(1);
    expect((await askWorker(rig, 'device')).waiting).toBeGreaterThan(0);
    await eventually(popup.getByText(install)).toBeVisible();
    await decide('installs', 'restore', install);
    expect((await openPopup(rig)).status).toBe(200);
  } finally {
    await rig.close();
  }
});
