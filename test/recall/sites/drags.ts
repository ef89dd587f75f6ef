// Drags by the pointer alone, and by the browser's own drag and drop.
import type { Site } from '../driver.ts';
import { dropFiles } from '../files.ts';
import { carry, click, drag, expectMaybe } from '../mouse.ts';
import { spotOf } from '../spot.ts';

export const drags: Site = {
  name: 'drags',
  fixture: 'drags.html',
  async run(driver) {
    const find = (name: string) => driver.find(name);
    await driver.open(this.fixture);
    await drag(driver, find('card'), find('plane'), 'pointer', { drop: [0.7, 0.6], mayClick: true });
    await drag(driver, find('card'), find('plane'), 'pointer', { drop: [0.2, 0.5], mayClick: true });
    await drag(driver, find('apple'), find('right'), 'html');
    await drag(driver, find('pear'), find('right'), 'html', { drop: [0.9, 0.8] });
    await drag(driver, find('pear'), find('apple'), 'html');
    await drag(driver, find('apple'), find('left'), 'html');
    await drag(driver, find('link'), find('left'), 'html', { drop: [0.9, 0.8] });
    if (driver.isChromium) await cancelled(driver);
    await dropFiles(driver, find('left'), ['one.txt', 'two.txt']);
    const bar = await spotOf(find('splitter'));
    const end = { ...bar, x: bar.x + 120, docX: bar.docX + 120 };
    await carry(driver, bar, end);
    driver.expect('drag', 'splitter', (record) => record['by'] === 'pointer', { sighting: bar.sighting });
    expectMaybe(driver, 'click', 'splitter');
    await drag(driver, find('prose'), find('prose'), 'pointer', { at: [0.02, 0.5], drop: [0.25, 0.5], mayClick: true });
    await click(driver, find('card'));
  },
};

/** Dropped where nothing takes it: the drag ends without a target. */
async function cancelled(driver: Parameters<Site['run']>[0]): Promise<void> {
  const start = await spotOf(driver.find('pear'));
  await carry(driver, start, await spotOf(driver.find('prose')));
  driver.expect(
    'drag',
    'dropped where nothing takes it',
    (record) => record['by'] === 'html' && record['to'] === undefined,
    { sighting: start.sighting },
  );
  await driver.calm(100);
}
