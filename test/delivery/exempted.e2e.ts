// An exemption from the page that asks to the people who decide, and back: by command line, and on the admin page in a browser.
import { expect, test } from '@playwright/test';
import { buildConsole } from '../../src/dev/build-console.ts';
import { askWorker } from '../e2e/ask-worker.ts';
import { ADMIN_TOKEN, CLOSED, ENROLMENT_TOKEN, eventually, showhow } from '../e2e/closed-collector.ts';
import { Rig } from '../e2e/rig.ts';
import { segmentFiles } from '../e2e/session-files.ts';

test.beforeAll(() => buildConsole());

test('what a person asks for is decided by command line and on the admin page, and holds in the browser @long', async () => {
  const rig = await Rig.open({
    policy: { enrolmentToken: ENROLMENT_TOKEN, orgName: 'Nordwind' },
    collector: { env: { ...CLOSED, SHOWHOW_ADMIN_TOKEN: ADMIN_TOKEN } },
  });
  const list = () =>
    JSON.parse(showhow('exemptions', 'list', '--json', '--store', rig.store)) as {
      exemption: { request: { id: string } };
    }[];
  try {
    await rig.page.goto(`${rig.site}/index.html`);
    const popup = await rig.openExtensionPage('popup.html');
    const [requests] = await Promise.all([
      rig.context.waitForEvent('page'),
      popup.getByRole('link', { name: 'Exemptions' }).click(),
    ]);
    await requests.getByLabel('Little bandwidth').check();
    await requests.getByLabel(/^How to reach you/).fill('desk 12');
    await requests.getByRole('button', { name: 'Ask', exact: true }).click();
    await eventually(requests.getByText('Waits for a decision').first()).toBeVisible();
    await eventually.poll(() => list().length).toBe(1);
    const id = list()[0]?.exemption.request.id ?? '';

    // Held: recording goes on, and nothing leaves while nobody knows what the network costs.
    showhow('exemptions', 'approve', id, '--hold', '--by', 'IT', '--store', rig.store);
    await popup.reload();
    await eventually
      .poll(async () => (await askWorker(rig, 'exemptions')).exemptions[0])
      .toMatchObject({ state: 'approved', hold: true });
    await rig.page.bringToFront();
    await rig.page.getByTestId('sort-customer').click();
    await rig.page.waitForTimeout(1_300);
    await rig.quit();
    await rig.launch();
    await eventually.poll(async () => (await askWorker(rig, 'device')).waitsFor?.reason).toBe('metered');
    expect(segmentFiles(rig.store)).toEqual([]);

    // Ended on the admin page: what was held leaves.
    const admin = await rig.context.newPage();
    await admin.goto(`${rig.collectorUrl}/admin/`);
    await admin.getByLabel('Your name').fill('Ada');
    await admin.getByLabel('Admin token').fill(ADMIN_TOKEN);
    await admin.getByRole('button', { name: 'Sign in' }).click();
    await admin.getByText('Decided (1)').click();
    await admin.getByRole('button', { name: 'End it now' }).click();
    await eventually(admin.getByText('denied').first()).toBeVisible();
    await rig.openExtensionPage('popup.html');
    await eventually
      .poll(async () => (await askWorker(rig, 'exemptions')).exemptions[0])
      .toMatchObject({ state: 'denied' });
    await rig.finish();
    const [session] = rig.sessions();
    expect(session?.records.map(({ kind }) => kind)).toContain('click');
    expect(session?.text).not.toMatch(/desk 12|bandwidth/);
    expect(session?.text).not.toContain(id);
    expect(showhow('verify', rig.store)).toMatch(/^sound: session/);
  } finally {
    await rig.close();
  }
});
