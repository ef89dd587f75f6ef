// Frames of every kind of origin: a point in one can be mapped to the top window, also after the page moved it.
import { expect, test } from '@playwright/test';
import type { TimedEvent } from '../../src/model/record.ts';
import { CaptureRig, only } from './capture-rig.ts';

const INNER = '<button id=b style="position:absolute;left:40px;top:50px">In</button>';
const FRAME = '<iframe id=f style="margin:30px;border:5px solid;padding:7px 9px;width:300px;height:200px"';
const PAGES = {
  '/same': `<div id=above></div>${FRAME} src="/inner"></iframe><div style="height:3000px"></div>`,
  '/cross': `<div id=above></div>${FRAME}></iframe><div style="height:3000px"></div>
    <script>f.src = 'http://localhost:' + location.port + '/inner'</script>`,
  '/sandboxed': `<div id=above></div>${FRAME} sandbox="allow-scripts" src="/inner"></iframe><div style="height:3000px"></div>`,
  '/scaled': `<div id=above></div>${FRAME.replace('style="', 'style="transform:scale(0.5);')} src="/inner"></iframe><div style="height:3000px"></div>`,
  '/inner': INNER,
};

let rig: CaptureRig;
test.beforeAll(async () => {
  rig = await CaptureRig.open(PAGES);
});
test.afterAll(async () => {
  await rig.close();
});

/** Where the newest click lies in the top window, by what page and frame said until then. */
function mapped(records: readonly TimedEvent[]): { x: number; y: number } {
  const last = records.findLastIndex(({ event }) => event.kind === 'click');
  const [click] = only(records.slice(last, last + 1), 'click');
  const viewports = records
    .slice(0, last)
    .flatMap(({ event }) => (event.kind === 'viewport' ? [event] : event.kind === 'page' ? [event.viewport] : []));
  const inner = viewports.findLast(({ index }) => index !== undefined);
  const [, box = [0, 0, 0, 0]] =
    viewports.findLast(({ frames }) => frames !== undefined)?.frames?.[inner?.index ?? 9] ?? [];
  if (click?.point === undefined || inner === undefined) throw new Error('no click in a frame');
  return {
    x: box[0] + (click.point.x * box[2]) / inner.width,
    y: box[1] + (click.point.y * box[3]) / inner.height,
  };
}

async function clickInside(): Promise<{ x: number; y: number }> {
  // Playwright's own sums leave out border, padding and scale.
  const frame = rig.page.locator('#f');
  const place = await frame.evaluate((element: HTMLElement) => {
    const { x, y, width } = element.getBoundingClientRect();
    const scale = width / element.offsetWidth;
    return { x: Math.round(x + (5 + 9 + 50) * scale), y: Math.round(y + (5 + 7 + 60) * scale) };
  });
  await rig.page.mouse.move(5, 5);
  await rig.page.mouse.move(place.x, place.y, { steps: 3 });
  await rig.page.mouse.down();
  await rig.page.mouse.up();
  return place;
}

for (const kind of ['same', 'cross', 'sandboxed', 'scaled']) {
  test(`a point in a ${kind} frame maps to the top window, also after the page grew and was scrolled`, async () => {
    await rig.visit(`/${kind}`);
    await rig.page.waitForTimeout(500);
    for (const change of ['', 'above.style.height = "230px"', 'scrollBy(0, 90)']) {
      await rig.page.evaluate(change);
      await rig.page.waitForTimeout(300);
      const place = await clickInside();
      const found = mapped(await rig.readRecords());
      expect(Math.abs(found.x - place.x), `x after ${change}`).toBeLessThanOrEqual(2);
      expect(Math.abs(found.y - place.y), `y after ${change}`).toBeLessThanOrEqual(2);
    }
  });
}
