// Does a document show a form for signing in or paying that belongs to a provider which is never recorded? Then all of it is on the floor.
import { isOf } from '../redaction/label-text.ts';
import { FIELD, fieldHostOf } from './field-facts.ts';
import { attributeOf, findAll, genuine, rectOf } from './native.ts';

/** Providers keep frames of a few pixels in pages to watch over a session: those show nothing. No field is smaller either. */
const SHOWN_MIN_CSS_PX = 16;
/** Looked at again after this long. */
const ANSWER_MAX_AGE_MS = 250;

/** Gives a function that tells whether `document` shows one now: a frame of a provider, or a form to fill in that goes to one. */
export function createProviderWatch(document: Document): (providers: string | undefined) => boolean {
  let lookedMs = Number.NEGATIVE_INFINITY;
  let isShown = false;
  return (providers) => {
    const nowMs = performance.now();
    if (providers === undefined || nowMs - lookedMs < ANSWER_MAX_AGE_MS) return isShown;
    lookedMs = nowMs;
    const isTheirs = (url: string | undefined): boolean => isOf(providers, hostOf(url, document));
    // Live collections by tag are kept by the browser: looking at them again costs next to nothing.
    const tagged = (tag: string): Element[] => [...genuine(document, 'getElementsByTagName').call(document, tag)];
    isShown =
      tagged('iframe').some((frame) => isTheirs(attributeOf(frame, 'src')) && isVisible(frame)) ||
      tagged('form').some(
        (form) =>
          addressesOf(form).some(isTheirs) &&
          [...findAll(form, FIELD)].some((field) => fieldHostOf(field) && isVisible(field)),
      );
    return isShown;
  };
}

function addressesOf(form: Element): (string | undefined)[] {
  return [
    attributeOf(form, 'action'),
    ...[...findAll(form, '[formaction]')].map((button) => attributeOf(button, 'formaction')),
  ];
}

function hostOf(url: string | undefined, document: Document): string {
  return url && URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI).hostname : '';
}

function isVisible(element: Element): boolean {
  const { width, height } = rectOf(element);
  if (width < SHOWN_MIN_CSS_PX || height < SHOWN_MIN_CSS_PX) return false;
  return genuine(element, 'checkVisibility').call(element, { visibilityProperty: true });
}
