// Wires the policy doctor: reads what the browser holds of the policy, and shows it.
import { render } from 'preact';
import browser from 'webextension-polyfill';
import * as z from 'zod/mini';
import type { PolicyNote } from '../../src/model/policy-report.ts';
import { findPolicy, POLICY_NOTE, reportPolicy, toSupportText } from '../../src/model/policy-report.ts';
import type { Say } from '../../src/view/message-key.ts';
import { PolicyDoctor } from '../../src/view/policy-doctor.tsx';

// The extension's content security policy forbids the code that zod would generate.
z.config({ jitless: true });

const say: Say = (key, ...values) => browser.i18n.getMessage(key, [...values]);

/** Firefox rejects where IT set nothing. */
async function readManaged(): Promise<unknown> {
  try {
    return await browser.storage.managed.get();
  } catch (error) {
    console.info('Managed storage holds nothing:', error);
    return {};
  }
}

function isSelector(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

const [managed, packaged, stored] = await Promise.all([
  readManaged(),
  fetch(browser.runtime.getURL('/packaged-policy.json')).then((answer) => answer.json()),
  browser.storage.local.get(POLICY_NOTE),
]);
const note = stored[POLICY_NOTE] as PolicyNote | undefined;
const report = reportPolicy(findPolicy(managed, packaged, note), isSelector);
const { version } = browser.runtime.getManifest();
const [engine = 'unknown'] = /(Firefox|Edg|Chrome)\/\d+/.exec(navigator.userAgent) ?? [];

document.documentElement.lang = say('locale');
document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');
document.title = say('doctorHeading');
render(
  <PolicyDoctor
    report={report}
    changedAt={note?.at}
    say={say}
    copyReport={() => navigator.clipboard.writeText(toSupportText(report, `Showhow ${version}, ${engine}`, note?.at))}
  />,
  document.getElementById('policy') ?? document.body,
);
browser.storage.onChanged.addListener((_changes, area) => {
  if (area === 'managed') location.reload();
});
