// `document.open()` takes every listener off window and document, without a word: notice it, so that all can be added again.
// Editors do this to their frames at birth (tinymce/tinymce#7936). https://html.spec.whatwg.org/#document-open-steps

/** Calls back each time the document's root element was taken away. Costs nothing while it stays. */
export function watchDocumentOpen(document: Document, signal: AbortSignal, onOpened: () => void): void {
  const observer = new MutationObserver((changes) => {
    const wasEmptied = changes.some(({ removedNodes }) => [...removedNodes].some((node) => node instanceof Element));
    if (wasEmptied) onOpened();
  });
  // Children of the document itself only: the root element and the doctype.
  observer.observe(document, { childList: true });
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}
