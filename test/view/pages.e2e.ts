// The pages in a real browser, on a worker of cardboard: what they show, and what is asked of the worker.
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { SHOWN } from './stage/shown.ts';
import type { StageServer } from './stage-server.ts';
import { serveStage } from './stage-server.ts';

test.use({
  launchOptions: { executablePath: findBrowser('chromium'), args: ['--no-sandbox', '--disable-gpu'] },
  viewport: { width: 1024, height: 800 },
});

let stage: StageServer;

test.beforeAll(async () => {
  stage = await serveStage('pages');
});
test.afterAll(() => stage.close());

async function open(page: Page, name: string, scene: string, locale = 'en'): Promise<void> {
  await page.goto(stage.urlOf(name, scene, locale));
  await page.getByRole('heading', { level: 1 }).waitFor();
}
const calls = (page: Page): Promise<string[]> => page.evaluate(() => window.calls);

test('the notice is filled from the rules, and confirming it is one press', async ({ page }) => {
  await open(page, 'notice', 'acknowledge');
  for (const said of [
    'tickets.example.com',
    'showhow.example.com',
    'Nordwind Logistics',
    '15 minutes',
    '7 days',
    '90 days',
  ])
    await expect(page.getByText(said).first()).toBeVisible();
  await page.getByRole('button', { name: 'I have read this' }).click();
  await expect(page.getByText(/You confirmed this notice/)).toBeVisible();
  expect(await calls(page)).toEqual(['acknowledge 2026-03']);
});

test('a notice that changed under the eyes is not confirmed', async ({ page }) => {
  await open(page, 'notice', 'acknowledge');
  await page.evaluate(() => {
    window.pages = { ...window.pages, notice: { ...window.pages.notice, noticeVersion: '2026-04' } };
  });
  await page.getByRole('button', { name: 'I have read this' }).click();
  await expect(page.getByText(/The notice has changed/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'I have read this' })).toBeVisible();
});

test('asking for an exemption: mistakes are named beside their field, and what is asked is what was chosen', async ({
  page,
}) => {
  await open(page, 'exemptions', 'day');
  await expect(page.getByLabel('Sites, one in each line')).toHaveValue('desk.example');
  await page.getByLabel('Sites, one in each line').fill('desk.example\nno site at all');
  await page.getByLabel('Sensitive work').check();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('This is no site: no site at all')).toBeVisible();
  await expect(page.getByLabel('Sites, one in each line')).toBeFocused();
  await page.getByLabel('Sites, one in each line').fill('desk.example\nhttp://crm.example:8080/x');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page.getByText('Your request is kept')).toBeVisible();
  expect(await calls(page)).toEqual([
    'ask sensitive {"kind":"sites","sites":["*://desk.example/*","http://crm.example:8080/*"]}',
  ]);
});

test('without a collector the request becomes a mail, and that is said before', async ({ page }) => {
  await open(page, 'exemptions', 'mail');
  await expect(page.getByText(/There is no server for requests here/)).toContainText('showhow@example.com');
  await page.getByLabel('Everywhere').check();
  await page.getByRole('button', { name: 'Ask and write the mail' }).click();
  await expect(page.getByRole('link', { name: /^Write the mail/ })).toHaveAttribute(
    'href',
    /^mailto:showhow@example\.com\?/,
  );
  const mail = new URL(await page.evaluate(() => window.mail));
  expect(mail.searchParams.get('body')).toContain('Reason: Little bandwidth');
});

test('each request shows where it stands, with dates, and who decided', async ({ page }) => {
  await open(page, 'exemptions', 'day');
  await expect(page.getByRole('heading', { name: 'Sensitive work: crm.example.com' })).toBeVisible();
  await expect(page.getByText('Nordwind Logistics decides. Nothing is recorded there now.')).toBeVisible();
  await expect(page.getByText(/Decided by: Works council office\. Recording goes on, but/)).toBeVisible();
  await page.getByRole('button', { name: 'Take back: Sensitive work' }).click();
  expect(await calls(page)).toEqual(['withdraw a']);
});

test('hours are narrowed by keyboard, and what IT set is shown greyed with its name', async ({ page }) => {
  await open(page, 'settings', 'day');
  const monday = page.getByRole('checkbox', { name: 'Mon' });
  await monday.focus();
  await page.keyboard.press('Space');
  await expect(monday).not.toBeChecked();
  await page.getByRole('button', { name: 'Save these hours' }).click();
  await expect(page.getByText('Saved. It holds from now on.')).toBeVisible();
  expect(await calls(page)).toEqual(['hours Tu,We 09:00-16:00']);
  await expect(page.getByRole('heading', { name: 'Set by Nordwind Logistics' })).toBeVisible();
  const locked = page.locator('input:disabled');
  await expect(locked).toHaveCount(11);
  await expect(page.getByLabel('Longest pause at a time')).toHaveValue('30 minutes');
});

test('every record is a sentence; filter, search and the raw record behind it', async ({ page }) => {
  await open(page, 'review', 'day');
  await expect(page.getByText('Shown: 400 of 400')).toBeVisible();
  await page.getByLabel('Kind').selectOption('typing');
  await expect(
    page
      .getByRole('option', { selected: false })
      .filter({ hasText: /^.*Typed about 9–16 characters in a masked field “\w+” on desk\.example/ })
      .first(),
  ).toBeVisible();
  await page.getByLabel('Kind').selectOption('');
  await page.getByLabel('Search').fill('clicked the button');
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText(
    /Clicked the button “(Approve|Reject)” on desk\.example/,
  );
  const list = page.getByRole('listbox');
  await list.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(list.locator('[aria-selected=true]')).toHaveCount(1);
  await page.getByText('As it is kept').click();
  await expect(page.locator('pre')).toContainText('"kind": "click"');
});

test('records say when they leave, and the slider says what happened at its moment', async ({ page }) => {
  await open(page, 'review', 'day');
  const chosen = page.locator('.virtual-list [aria-selected=true]');
  await page.getByRole('listbox').focus();
  await page.keyboard.press('End');
  await expect(chosen).toContainText(/leaves in 1[45] minutes|leaves in 15/);
  await page.keyboard.press('Home');
  await expect(chosen).toContainText('has left');
  const slider = page.getByRole('slider', { name: 'Moment' });
  await slider.focus();
  await page.keyboard.press('PageUp');
  await expect(slider).toHaveAttribute('aria-valuetext', /\d.*: \w+ the/);
});

test('taking back tells how much it is, what has left, and what more goes with it, before it happens', async ({
  page,
}) => {
  await open(page, 'review', 'day');
  await page.getByRole('button', { name: 'Today' }).click();
  const question = page.getByRole('dialog');
  await expect(question).toContainText('Records that go: 42');
  await expect(question).toContainText('Of these have left already: 14');
  await expect(question).toContainText('records there in all: 210');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await page.getByRole('button', { name: 'The last 5 minutes' }).click();
  await page.getByRole('button', { name: 'Take back', exact: true }).click();
  await expect(page.getByText('Taken back. Records: 42.')).toBeVisible();
  expect(await calls(page)).toEqual(['count today', 'count minutes', 'take back minutes']);
});

test('where nothing leaves by itself, everything is simply deleted', async ({ page }) => {
  await open(page, 'review', 'study-day');
  await expect(page.getByText('Nothing leaves this device by itself.')).toBeVisible();
  await page.getByRole('button', { name: 'Everything', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Delete this?');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('Deleted. Records: 42.')).toBeVisible();
  expect(await calls(page)).toEqual(['count everything', 'take back everything']);
});

test('what had left shows whether it is deleted, and how much more than asked goes with it', async ({ page }) => {
  await open(page, 'review', 'day');
  const cards = page.getByRole('region', { name: 'Deleting what had left' }).getByRole('listitem');
  await expect(cards).toHaveCount(3);
  await expect(cards.nth(0)).toContainText(/It did not work at .*Parts deleted so far: 0 of 2\./);
  await expect(cards.nth(0)).toContainText(
    'Records that you wanted back: 14. In the same parts, and gone with them: 196 more.',
  );
  await expect(cards.nth(1)).toContainText('Parts deleted so far: 1 of 2.');
  await expect(cards.nth(2)).toContainText(/Deleted at the server: .*Nothing else goes with them\./);
});

test('the cost of today and of the week stand against the budget, with what waits and when it goes', async ({
  page,
}) => {
  await open(page, 'review', 'day');
  const cost = page.getByRole('region', { name: 'What it costs' });
  await expect(cost).toContainText(/Sent today\s*1\.3 MB of 10 MB allowed/);
  await expect(cost).toContainText(/Sent in the last 7 days\s*8\.9 MB of 70 MB allowed/);
  await expect(cost).toContainText(/Waits to be sent\s*182 kB/);
  await expect(cost).toContainText('This network costs money or saves data: sending waits.');
  await expect(cost).toContainText('On battery below 30% nothing is sent.');
});

test('a stretch that was marked on the slider can be taken back', async ({ page }) => {
  await open(page, 'review', 'day');
  const slider = page.getByRole('slider', { name: 'Moment' });
  await slider.focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Mark from here' }).click();
  await slider.focus();
  await page.keyboard.press('End');
  await page.getByRole('button', { name: 'Mark up to here' }).click();
  await page.getByRole('button', { name: /^The marked stretch/ }).click();
  expect(await calls(page)).toEqual(['count range']);
});

test('a stretch that was dragged on the timeline can be taken back; a plain press forgets it', async ({ page }) => {
  await open(page, 'review', 'day');
  await page.locator('.strip').scrollIntoViewIfNeeded();
  const strip = await page.locator('.strip').boundingBox();
  if (strip === null) throw new Error('no timeline');
  await page.mouse.move(strip.x + strip.width * 0.25, strip.y + 10);
  await page.mouse.down();
  await page.mouse.move(strip.x + strip.width * 0.5, strip.y + 10, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: /^The marked stretch/ }).click();
  await page.keyboard.press('Escape');
  await page.locator('.strip').click({ position: { x: 5, y: 10 } });
  await expect(page.getByRole('button', { name: /^The marked stretch/ })).toHaveCount(0);
  expect(await calls(page)).toEqual(['count range']);
});

test('a pause until a chosen time: too late a time is refused with a word, a good one pauses', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-03-05T14:35:00') });
  await page.goto(stage.urlOf('popup', 'capturing'));
  await page.getByLabel('Or until').fill('16:00');
  await page.getByRole('button', { name: 'Pause until then' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'within the next 30 minutes' })).toBeVisible();
  await page.getByLabel('Or until').fill('14:55');
  await page.getByRole('button', { name: 'Pause until then' }).click();
  expect(await calls(page)).toEqual(['pause 20']);
});

test('one minute before its end a pause is announced to screen readers, and no sooner', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-03-05T14:35:00') });
  await page.goto(stage.urlOf('popup', 'paused'));
  await expect(page.getByRole('timer')).toHaveText('Time left: 12 minutes');
  await expect(page.getByText('Recording starts again in one minute.')).toHaveCount(0);
  await page.clock.runFor(10.6 * 60_000);
  await expect(page.getByRole('status').filter({ hasText: 'Recording starts again in one minute.' })).toHaveCount(1);
});

/** What may be read that is no message: names, hosts and addresses, keys of the policy, and what `Intl` says of times and sizes. */
const DATA = [
  /\S*\bexample\b\S*/g,
  /Nordwind Logistics|Works council office|127\.0\.0\.1/g,
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:days?|s?day|nesday|rsday|urday)?\b/g,
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/g,
  /\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b/g,
  /\d[\d.,]*\s?(?:bytes?|byte|kB|MB|GB|AM|PM|seconds?|minutes?|hours?|days?)\b/g,
  /^DE$/g,
];
const isHard = (text: string): boolean => /\p{L}/u.test(DATA.reduce((rest, data) => rest.replace(data, ''), text));

test('in a pseudo language everything that is read comes from a message', async ({ page }) => {
  for (const [name, scene] of SHOWN) {
    await open(page, name, scene, 'pseudo');
    const texts = await page.evaluate(() => {
      const found: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      // A text belongs to the message around it, which may be cut into several nodes.
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.parentElement?.closest('script, style, pre, code, ul.problem') === null)
          found.push(node.parentElement.textContent ?? '');
      }
      const names = ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext'];
      const all = [...document.body.querySelectorAll('*')];
      return [...found, ...all.flatMap((element) => names.map((name) => element.getAttribute(name) ?? ''))];
    });
    const hard = texts.filter((text) => !text.includes('⟦') && isHard(text));
    expect(hard, `${name} ${scene}`).toEqual([]);
  }
});
