// XML for policy files: escaping, and reading with the place of every element.
import { XMLParser, XMLValidator } from 'fast-xml-parser';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text directly inside, as it stands. */
  readonly text: string;
  /** Offset of the element's `<`. */
  readonly at: number;
}

export type XmlRead =
  | { readonly kind: 'elements'; readonly elements: readonly XmlElement[] }
  | { readonly kind: 'broken'; readonly at: number; readonly what: string };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (sign) => ESCAPES[sign] ?? `&#${sign.charCodeAt(0)};`);
}
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// Entities are resolved here, and only those that need no definition: a file must not define its own.
const PARSER = new XMLParser({
  preserveOrder: true,
  captureMetaData: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
});
const META = XMLParser.getMetaDataSymbol() as unknown as symbol;

/** Elements at the top of the text; it may have several, as the values in device management settings do. */
export function readXml(text: string): XmlRead {
  const verdict = XMLValidator.validate(
    `<top>${text.replace(/<\?xml[^>]*\?>|<!DOCTYPE[^>]*>/g, (head) => ' '.repeat(head.length))}</top>`,
  );
  if (verdict !== true) {
    const lines = text.split('\n').slice(0, verdict.err.line - 1);
    return { kind: 'broken', at: lines.join('\n').length, what: `No XML: ${verdict.err.msg}` };
  }
  const stray = findStrayReference(text);
  if (stray !== undefined) return { kind: 'broken', ...stray };
  return { kind: 'elements', elements: toElements(PARSER.parse(text) as readonly RawNode[]) };
}

/** The first element of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

type RawNode = Readonly<Record<string, unknown>> & {
  readonly [meta: symbol]: { readonly startIndex?: number } | undefined;
};

function toElements(nodes: readonly RawNode[]): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@');
    if (name === undefined || name === '#text' || name.startsWith('?')) return [];
    const inner = node[name] as readonly RawNode[];
    const attributes = Object.entries((node[':@'] ?? {}) as Record<string, string>);
    return [
      {
        name,
        attributes: Object.fromEntries(attributes.map(([key, value]) => [key, unescapeXml(value)])),
        children: toElements(inner),
        text: unescapeXml(inner.map((child) => child['#text'] ?? '').join('')),
        at: node[META]?.startIndex ?? 0,
      },
    ];
  });
}

/** A reference that stands for no sign: readers of XML refuse the file for it, or guess. */
function findStrayReference(text: string): { at: number; what: string } | undefined {
  for (const { 0: spelled, 1: digits = '', index: at } of text.matchAll(/&#(x[0-9a-f]+|\d+);/gi)) {
    const code = Number(digits.toLowerCase().startsWith('x') ? `0${digits}` : digits);
    if (code > 0x10_ffff || code === 0 || (code >= 0xd800 && code <= 0xdfff))
      return { at, what: `No XML: ${spelled} stands for no sign.` };
  }
  // In comments and CDATA a reference is only text.
  const read = text.replace(/<!--.*?-->|<!\[CDATA\[.*?\]\]>/gs, (part) => ' '.repeat(part.length));
  const named = /&(?!(?:amp|lt|gt|quot|apos);|#)[^\s;<&]*;?/.exec(read);
  return named === null ? undefined : { at: named.index, what: `No XML: ${named[0]} is defined nowhere.` };
}

function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi,
    (_all, hex?: string, decimal?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(Number.parseInt(hex ?? decimal ?? '0', hex === undefined ? 10 : 16))
        : (NAMED[name] ?? ''),
  );
}
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
