// The same in Firefox, in short: enrolled, signed and encrypted work in a closed collector, read by age.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { CLOSED, ENROLMENT_TOKEN, eventually, makeAgeKey, readWithAge, showhow } from '../e2e/closed-collector.ts';
import { FirefoxRig } from '../e2e/firefox-rig.ts';

test('in Firefox, too, work reaches a closed collector encrypted, and is sound @long', async () => {
  const { folder, identity, recipient } = makeAgeKey();
  const policy = { enrolmentToken: ENROLMENT_TOKEN, recipients: [recipient] };
  const rig = await FirefoxRig.open({ policy, collector: { env: CLOSED } });
  const kinds = () => readWithAge(rig.store, identity).map(({ kind }) => kind);
  try {
    await rig.untilRegistered();
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.click('[data-testid="sort-customer"]');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await rig.quit();
    await rig.launch();
    await eventually.poll(() => kinds().at(-1)).toBe('end');
    await rig.quit();
    expect(kinds().filter((kind) => kind === 'click')).toHaveLength(1);
    expect(readdirSync(path.join(rig.store, 'installs'))).toHaveLength(1);
    expect(showhow('verify', rig.store, '--identity', identity)).toMatch(/^sound: session/);
  } finally {
    await rig.close();
    rmSync(folder, { recursive: true });
  }
});
