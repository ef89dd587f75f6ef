// From page to page: the click that leaves a page is the one that is easily lost.
import { expectSubmit } from '../controls.ts';
import type { Driver, Site } from '../driver.ts';
import { press, typeInto } from '../keys.ts';
import { click, expectMaybe } from '../mouse.ts';

const START = 'navigation/start.html';
const NEXT = 'navigation/next.html';

export const navigation: Site = {
  name: 'navigation',
  fixture: START,
  async run(driver, page) {
    await driver.open(START);
    for (let round = 0; round < 5; round += 1) {
      await follow(driver, 'next', NEXT, 'link');
      await follow(driver, 'start', START, 'link');
    }
    await follow(driver, 'by-script', NEXT);
    if (driver.isChromium) await backAndForth(driver);
    await click(driver, driver.find('here'));
    await page.reload();
    await arrived(driver, NEXT, 'reload');
    await click(driver, driver.find('here'));
    await follow(driver, 'start', START, 'link');
    await withinPage(driver);
    await byForms(driver);
    await inNewTabs(driver);
    await guarded(driver);
  },
};

async function backAndForth(driver: Driver): Promise<void> {
  await driver.page.goBack();
  await arrived(driver, START);
  await driver.page.goForward();
  await arrived(driver, NEXT);
}

async function follow(driver: Driver, link: string, to: string, cause?: string): Promise<void> {
  await click(driver, driver.find(link));
  await arrived(driver, to, cause);
}

async function arrived(driver: Driver, path: string, cause?: string): Promise<void> {
  await untilAt(driver, path);
  driver.expectPage(path, cause);
  await driver.calm();
}

/** A page that is left answers nothing, so it is asked again. */
async function untilAt(driver: Driver, path: string): Promise<void> {
  const look = (end: string): boolean => document.readyState === 'complete' && location.pathname.endsWith(end);
  for (let asked = 0; asked < 100; asked += 1) {
    if (await driver.page.evaluate(look, path).catch(() => false)) return;
    await driver.calm(50);
  }
  throw new Error(`not at ${path}: ${driver.page.url()}`);
}

async function withinPage(driver: Driver): Promise<void> {
  await click(driver, driver.find('fragment'));
  driver.expectPage(START, 'fragment');
  await click(driver, driver.find('push'));
  driver.expectPage('navigation/pushed', 'spa');
  await click(driver, driver.find('replace'));
  driver.expectPage('navigation/replaced', 'spa');
  await driver.page.goto(`${driver.server.origin}/${START}`);
  await arrived(driver, START);
}

async function byForms(driver: Driver): Promise<void> {
  await typeInto(driver, driver.find('query'), 'lamp');
  expectMaybe(driver, 'change', 'query');
  await click(driver, driver.find('find'));
  expectSubmit(driver, 'get, by button');
  await arrived(driver, 'navigation/found.html', 'form');
  await follow(driver, 'start', START, 'link');
  await typeInto(driver, driver.find('remark'), 'thank you');
  await press(driver, 'Enter');
  // Enter in a field presses the form's button.
  expectMaybe(driver, 'click', 'Enter in a field', (record) => record['by'] === 'keyboard');
  expectMaybe(driver, 'change', 'remark');
  expectSubmit(driver, 'post, by Enter');
  await arrived(driver, 'navigation/saved.html', 'form');
  await follow(driver, 'start', START, 'link');
}

async function inNewTabs(driver: Driver): Promise<void> {
  const first = driver.page;
  for (const opener of ['new-tab', 'window']) {
    const [opened] = await Promise.all([first.context().waitForEvent('page'), click(driver, driver.find(opener))]);
    await opened.waitForLoadState();
    driver.expect(
      'tab',
      `${opener} opens a tab`,
      (record) => record['action'] === 'opened' && record['opener'] !== undefined,
    );
    driver.expectPage(NEXT);
    driver.page = opened;
    await click(driver, driver.find('here'));
    await opened.close();
    driver.expect('tab', 'the tab is closed', (record) => record['action'] === 'closed');
    driver.page = first;
    await driver.calm(200);
  }
}

async function guarded(driver: Driver): Promise<void> {
  driver.page.on('dialog', (dialog) => void dialog.accept());
  await click(driver, driver.find('guard'));
  await follow(driver, 'next', NEXT);
  await click(driver, driver.find('here'));
}
