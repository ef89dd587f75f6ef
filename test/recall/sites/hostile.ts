// Pages that would rather not be recorded, or that break what a recorder stands on: the same work on each of them.
import { clickLabel, expectSubmit } from '../controls.ts';
import type { Driver, Site } from '../driver.ts';
import { expectBurst, typeInto } from '../keys.ts';
import { click, clickPlace, drag, expectMaybe, wheel } from '../mouse.ts';
import { spotOf } from '../spot.ts';

/** Every page offers the same few things. */
async function work(driver: Driver): Promise<void> {
  const find = (name: string) => driver.find(name);
  await click(driver, find('press'));
  await typeInto(driver, find('note'), 'some words');
  await clickLabel(driver, driver.page.locator('label').first(), find('check'), 'checkbox');
  expectMaybe(driver, 'change', 'note', (record) => record['control'] === 'other');
  await click(driver, find('press'), { button: 'right' });
  await wheel(driver, find('list'), { y: 90 });
  await drag(driver, find('tile'), find('list'), 'pointer', { mayClick: true });
}

function hostile(name: string, fixture: string, more: (driver: Driver) => Promise<void> = async () => {}): Site {
  return {
    name,
    fixture,
    async run(driver) {
      await driver.open(fixture);
      await work(driver);
      await more(driver);
    },
  };
}

/** Reads nothing from the page, whose own functions throw. */
const patched: Site = {
  name: 'patched',
  fixture: 'hostile/patched.html',
  async run(driver) {
    // A page that looks the same and is whole tells where everything is: Firefox's driver has no eyes of its own either.
    await driver.open('hostile/stopped.html');
    const spot = (name: string) => spotOf(driver.find(name));
    const [press, note, tile, check] = [
      await spot('press'),
      await spot('note'),
      await spot('tile'),
      await spot('check'),
    ];
    await driver.open(this.fixture);
    for (let nth = 0; nth < 3; nth += 1) await clickPlace(driver, press, 'press');
    await clickPlace(driver, note, 'note');
    await driver.page.keyboard.type('some words', { delay: 12 });
    expectBurst(driver, 10, 'note');
    await clickPlace(driver, tile, 'tile');
    await clickPlace(driver, check, 'the box');
    driver.expect('change', 'the box', (record) => record['control'] === 'checkbox');
  },
};

/** `document.open` takes every listener away. */
async function afterRewrite(driver: Driver): Promise<void> {
  await click(driver, driver.find('rewrite'));
  await driver.find('press-again').waitFor();
  await click(driver, driver.find('press-again'));
  await typeInto(driver, driver.find('note-again'), 'some words');
  await click(driver, driver.find('press-again'));
}

/** The button is another element at every look. */
async function fleeting(driver: Driver): Promise<void> {
  for (let nth = 0; nth < 3; nth += 1) {
    const box = await driver.page.locator('#place').boundingBox();
    if (box === null) throw new Error('no place');
    await clickPlace(driver, { x: Math.round(box.x + 30), y: Math.round(box.y + 15) }, 'a fleeting button');
  }
}

async function namedLikeMethods(driver: Driver): Promise<void> {
  await typeInto(driver, driver.find('within'), 'some words');
  await click(driver, driver.find('go'));
  expectSubmit(driver, 'a form with clobbered names');
  expectMaybe(driver, 'change', 'within', (record) => record['control'] === 'other');
}

async function inTableCell(driver: Driver): Promise<void> {
  await click(driver, driver.find('cell'));
}

const drawing: Site = {
  name: 'drawing',
  fixture: 'hostile/drawing.svg',
  async run(driver) {
    await driver.open(this.fixture);
    await click(driver, driver.find('square'));
    await click(driver, driver.find('disc'));
    await click(driver, driver.find('press'));
    await typeInto(driver, driver.find('note'), 'some words');
    await click(driver, driver.find('link').locator('text'), { isLeaf: true });
    await click(driver, driver.find('square'), { button: 'right' });
  },
};

export const hostilePages: readonly Site[] = [
  hostile('csp', 'hostile/csp.html'),
  hostile('frozen', 'hostile/frozen.html'),
  hostile('stopped', 'hostile/stopped.html'),
  hostile('forged', 'hostile/forged.html'),
  hostile('flood', 'hostile/flood.html'),
  hostile('big', 'hostile/big.html'),
  hostile('churn', 'hostile/churn.html', fleeting),
  hostile('rewrite', 'hostile/rewrite.html', afterRewrite),
  hostile('clobbered', 'hostile/clobbered.html', namedLikeMethods),
  hostile('quirks', 'hostile/quirks.html', inTableCell),
  hostile('xhtml', 'hostile/strict.xhtml'),
  patched,
  drawing,
];
