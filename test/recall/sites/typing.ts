// Typing into every kind of field, by keys, clipboard, composition and undo.
import type { Driver, Site } from '../driver.ts';
import { clip, compose, expectBurst, press, pressSilently, typeInto } from '../keys.ts';
import { click, expectMaybe } from '../mouse.ts';

const FIELDS = {
  text: 'plain words',
  search: 'seven',
  email: 'a@b.invalid',
  url: 'http://x.invalid',
  tel: '12345',
  given: 'Erika',
  suggested: 'Bon',
  area: 'one two three four',
  rich: ' and friends',
  plain: 'words',
};

export const typing: Site = {
  name: 'typing',
  fixture: 'typing.html',
  async run(driver) {
    await driver.open(this.fixture);
    for (const [name, text] of Object.entries(FIELDS)) {
      await typeInto(driver, driver.find(name), text);
      await leave(driver);
      expectMaybe(driver, 'change', name);
    }
    await typeInto(driver, driver.find('password'), 'open sesame', { isProtected: true });
    await leave(driver);
    expectMaybe(driver, 'change', 'password');
    await typeInto(driver, driver.find('formatted'), 'upper');
    await leave(driver);
    await corrections(driver);
    await byClipboard(driver);
    await otherWays(driver);
    // Nothing is typed where nothing may be.
    await click(driver, driver.find('readonly'));
    await driver.page.keyboard.type('nothing', { delay: 10 });
    await leave(driver);
  },
};

async function leave(driver: Driver): Promise<void> {
  await click(driver, driver.find('away'));
}

async function corrections(driver: Driver): Promise<void> {
  await click(driver, driver.find('text'));
  await press(driver, 'Control+a');
  await driver.page.keyboard.type('mistake', { delay: 12 });
  await pressSilently(driver, 'Backspace', 4);
  await driver.page.keyboard.type('sing', { delay: 12 });
  // "plain words" was replaced, four were taken back: how much of that is one number is the recorder's choice.
  driver.expect(
    'typing',
    'mistake, corrected',
    (record) => record['inserted'] === '9-16' && record['deleted'] !== undefined,
  );
  await leave(driver);
  expectMaybe(driver, 'change', 'text');
  await click(driver, driver.find('text'));
  await driver.page.keyboard.type('xyz', { delay: 12 });
  await press(driver, 'Control+z');
  await press(driver, 'Control+Shift+z');
  driver.expect('typing', 'typed, undone, done again', () => true);
  await leave(driver);
}

async function byClipboard(driver: Driver): Promise<void> {
  await click(driver, driver.find('area'));
  await press(driver, 'Control+a');
  await clip(driver, 'copy');
  await click(driver, driver.find('plain'));
  await clip(driver, 'paste');
  expectBurst(driver, FIELDS.area.length, 'plain, pasted', { isPasted: true });
  await click(driver, driver.find('rich'));
  await press(driver, 'Control+a');
  await clip(driver, 'cut');
  driver.expect('typing', 'all cut', (record) => record['inserted'] === '0' || record['inserted'] === undefined);
  await leave(driver);
}

async function otherWays(driver: Driver): Promise<void> {
  if (!driver.isChromium) return;
  await byInputMethod(driver);
  // Text that comes at once and without keys, as from a password manager, a suggestion or dictation.
  await click(driver, driver.find('search'));
  await driver.page.keyboard.insertText('at once');
  driver.expect('typing', 'inserted at once', (record) => record['inserted'] === '5-8');
  await leave(driver);
}

async function byInputMethod(driver: Driver): Promise<void> {
  await click(driver, driver.find('given'));
  await press(driver, 'Control+a');
  await compose(driver, ['k', 'ka', 'か', 'かn', 'かな'], '仮名');
  driver.expect('typing', 'composed', (record) => record['inserted'] === '1-4');
  await leave(driver);
}
