// Finds a page of the extension that opened by itself.
import type { Page } from '@playwright/test';
import type { Rig } from '../e2e/rig.ts';

/** Rejects when no such page opens within 15 s. */
export async function untilPage(rig: Rig, file: string): Promise<Page> {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    const found = rig.context.pages().find((page) => page.url().endsWith(`/${file}`));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${file} did not open within 15 s.`);
}
