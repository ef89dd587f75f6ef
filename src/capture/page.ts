// The document itself: that it is there, under which URL, and when that URL changes without a load.
import type { Cause, PageEventOf } from '../model/event.ts';
import { toSafeUrl } from '../redaction/safe-url.ts';
import type { Emit } from './emit.ts';
import { genuine } from './native.ts';
import type { Sight } from './sight.ts';
import { toViewport } from './viewport.ts';

/** The URL that was told last, so that a recorder that starts again does not tell it twice. */
export interface ToldPage {
  href: string | undefined;
}

/** Looks whether the URL changed; for browsers that do not say so. */
export type CheckUrl = () => void;

/** `isResumed`: recording starts again in a document that was recorded before. */
export function capturePage(sight: Sight, emit: Emit, told: ToldPage, isResumed: boolean): CheckUrl {
  const { window, listen } = sight;
  const tell = (cause: Cause, timeMs: number): void => {
    told.href = window.location.href;
    const { href } = window.location;
    const viewport = toViewport(window);
    // Read when it is sent: which parts of an address may stay is known by then.
    const page: PageEventOf<'page'> = {
      kind: 'page',
      get url() {
        return toSafeUrl(href, sight.rules.ofUrl(href));
      },
      cause,
      viewport,
    };
    emit(page, timeMs);
  };
  const check = (timeMs: number): void => {
    const before = told.href;
    if (before === window.location.href) return;
    const [withoutFragment] = window.location.href.split('#', 1);
    tell(before?.split('#', 1)[0] === withoutFragment ? 'fragment' : 'spa', timeMs);
  };

  if (told.href === undefined) tell(causeOf(window), performance.now());
  else if (isResumed) tell('restored', performance.now());
  // `document.open()` gives a document the URL of whoever opened it.
  else if (told.href !== window.location.href) tell('other', performance.now());

  const onChange = (event: Event): void => check(event.timeStamp);
  const navigation: unknown = 'navigation' in window ? window.navigation : undefined;
  if (navigation instanceof EventTarget) listen(navigation, 'currententrychange', onChange);
  listen(window, 'popstate', onChange);
  listen(window, 'hashchange', onChange);
  listen<PageTransitionEvent>(window, 'pageshow', (event) => {
    if (event.persisted) tell('back_forward', event.timeStamp);
  });
  return () => check(performance.now());
}

/** Why the document was loaded, as far as the page knows; the worker may know better. */
function causeOf({ performance, document }: Window): Cause {
  const entry = performance.getEntriesByType('navigation')[0];
  const type = entry instanceof PerformanceNavigationTiming ? entry.type : undefined;
  if (type === 'reload' || type === 'back_forward') return type;
  return genuine(document, 'referrer') === '' ? 'other' : 'link';
}
