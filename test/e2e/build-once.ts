// Builds the extension for both browsers before any end-to-end test.
import { buildExtension } from '../../src/dev/build.ts';
import { buildProbe } from '../../src/dev/build-probe.ts';

export default async function buildOnce(): Promise<void> {
  await buildExtension('chrome');
  await buildExtension('firefox');
  await buildProbe();
}
