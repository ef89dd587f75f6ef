// When which site was used: a lane for each of the most used ones. Page.
import type { JSX } from 'preact';
import type { Say } from './message-key.ts';
import type { Overview } from './session-reader.ts';

const LANES_MAX = 6;
/** More stretches in a lane than these would be finer than a pixel. */
const STRETCHES_MAX = 400;

export function SiteLanes({ overview, say }: { readonly overview: Overview; readonly say: Say }): JSX.Element {
  const { sites, endMs } = overview;
  const percent = (ms: number) => (100 * ms) / Math.max(1, endMs);
  return (
    <section class="lanes" aria-label={say('viewerSites')}>
      {sites.slice(0, LANES_MAX).map(({ site, stretches }) => (
        <div class="lane" key={site}>
          <span>{site.replace(/^https?:\/\//, '')}</span>
          <span class="track" aria-hidden="true">
            {joined(stretches, endMs / STRETCHES_MAX).map(({ from, to }) => (
              <i key={from} style={{ left: `${percent(from)}%`, width: `max(1px, ${percent(to - from)}%)` }} />
            ))}
          </span>
        </div>
      ))}
    </section>
  );
}

/** Stretches that lie closer together than `gapMs` as one. */
function joined(stretches: Overview['sites'][number]['stretches'], gapMs: number) {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of stretches) {
    const last = result.at(-1);
    if (last !== undefined && from - last.to <= gapMs) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}
