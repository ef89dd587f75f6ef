// A receipt as a file.
import type { Receipt } from '../model/receipt.ts';

/** Names no person. */
export function receiptFileName({ kind, at, id }: Receipt): string {
  return `showhow-${kind}-${new Date(at).toISOString().slice(0, 10)}-${id.slice(0, 8)}.jsonld`;
}

/** JSON-LD with a line end. */
export function receiptText({ document }: Receipt): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
