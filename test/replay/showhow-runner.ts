// Does what the Recorder has no step for: drags, hovers and clicks at a place.
import { PuppeteerRunnerExtension } from '@puppeteer/replay';
import type { Page } from 'puppeteer-core';

type Step = Parameters<NonNullable<PuppeteerRunnerExtension['runStep']>>[0];
type Point = readonly [x: number, y: number];
interface Drag {
  readonly from?: Point;
  readonly to?: Point;
  readonly path?: readonly (readonly [ms: number, x: number, y: number])[];
}

export class ShowhowRunner extends PuppeteerRunnerExtension {
  override async runStep(step: Step, flow: Parameters<PuppeteerRunnerExtension['runStep']>[1]): Promise<void> {
    if (step.type !== 'customStep') return super.runStep(step, flow);
    const page = this.page as unknown as Page;
    const parameters = (step.parameters ?? {}) as Drag & { readonly x?: number; readonly y?: number };
    const { x = 0, y = 0 } = parameters;
    if (step.name === 'showhow.drag') await drag(page, parameters);
    if (step.name === 'showhow.hover') await page.mouse.move(x, y);
    if (step.name === 'showhow.click') await page.mouse.click(x, y);
  }
}

async function drag(page: Page, { from, to, path = [] }: Drag): Promise<void> {
  if (from === undefined || to === undefined) return;
  await page.mouse.move(...(from as [number, number]));
  await page.mouse.down();
  for (const [, x, y] of path) await page.mouse.move(x, y);
  await page.mouse.move(to[0], to[1], { steps: 5 });
  await page.mouse.up();
}
