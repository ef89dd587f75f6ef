// What a task leaves in the page: where it is, what its fields hold, and what its document looks like.
import { createHash } from 'node:crypto';

export interface Outcome {
  readonly url: string;
  /** Fields of every frame, each with what it holds. */
  readonly forms: readonly string[];
  /** SHA-256 over the documents of every frame, shadow roots among them. */
  readonly dom: string;
  /** The same as text, to say what differs. */
  readonly lines: readonly string[];
}

export interface FrameLook {
  readonly url: string;
  readonly forms: readonly string[];
  readonly lines: readonly string[];
}

/** Runs in a page, as text: this room knows no DOM. */
export const LOOK = `(() => {
  const forms = [];
  const lines = [];
  const hold = (element) => {
    const { localName } = element;
    if (localName === 'input' || localName === 'textarea')
      forms.push([element.type, element.id || element.name || element.dataset.testid || '', element.value, element.checked === true].join('|'));
    if (localName === 'select')
      forms.push(['select', element.id || element.dataset.testid || '', ...[...element.selectedOptions].map((option) => option.value)].join('|'));
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data.trim() !== '') lines.push(node.data.trim());
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.localName === 'script' || node.localName === 'style') return;
    const attributes = [...node.attributes].map(({ name, value }) => name + '=' + value).sort();
    lines.push('<' + [node.localName, ...attributes].join(' ') + '>');
    hold(node);
    node.shadowRoot?.childNodes.forEach(walk);
    node.childNodes.forEach(walk);
    lines.push('</' + node.localName + '>');
  };
  walk(document.documentElement);
  return { url: location.href, forms, lines };
})()`;

/** The looks of a page and its frames, the page first. */
export function toOutcome(looks: readonly FrameLook[]): Outcome {
  const [page, ...frames] = looks;
  const ordered = page === undefined ? [] : [page, ...frames.toSorted((a, b) => a.url.localeCompare(b.url))];
  const lines = ordered.flatMap((look) => look.lines);
  return {
    url: page?.url ?? '',
    forms: ordered.flatMap((look) => look.forms),
    dom: createHash('sha256').update(lines.join('\n')).digest('hex'),
    lines,
  };
}

/** What is not as it was; nothing where the replay came out the same. */
export function differences(recorded: Outcome, replayed: Outcome): readonly string[] {
  const found: string[] = [];
  if (recorded.url !== replayed.url) found.push(`URL ${replayed.url} instead of ${recorded.url}`);
  for (const [index, form] of recorded.forms.entries())
    if (form !== replayed.forms[index]) found.push(`field ${replayed.forms[index]} instead of ${form}`);
  if (recorded.dom !== replayed.dom) {
    const at = recorded.lines.findIndex((line, index) => line !== replayed.lines[index]);
    found.push(`document: ${replayed.lines[at]} instead of ${recorded.lines[at]}`);
  }
  return found;
}
