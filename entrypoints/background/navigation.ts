// Wires the browser's word on why a page was loaded, without being woken by pages that nobody listed.
import browser from 'webextension-polyfill';
import type { LoadCauses } from '../../src/control/navigation-cause.ts';
import { toUrlFilters } from '../../src/control/navigation-cause.ts';
import { browserKind } from './browser-facts.ts';

/**
 * Call it in the first tick; the result sets which pages are heard. Chromium wakes the worker by the filter that was set last,
 * but hands the waking event only to listeners of the first tick, when the sites are not read from disk yet (measured: a filtered
 * listener added later woke the worker 8 of 8 times and heard 0). So a listener without filter stands in from the first tick until the
 * filters are known: it hears the waking event (8 of 8), and after the exchange no other page wakes the worker (0 of 5).
 * Firefox remembers what the first tick added, filter or none: there navigations are heard only while the page is awake.
 */
export function listenToNavigation(causes: LoadCauses): (patterns: readonly string[]) => void {
  const { onCommitted } = browser.webNavigation;
  const isChromium = browserKind() === 'chromium';
  let current: string | undefined;
  if (isChromium) onCommitted.addListener(causes.noteCommit);
  return (patterns) => {
    const url = toUrlFilters(patterns);
    if (JSON.stringify(url) === current) return;
    current = JSON.stringify(url);
    onCommitted.removeListener(causes.noteCommit);
    if (url.length > 0) onCommitted.addListener(causes.noteCommit, { url: [...url] });
  };
}
