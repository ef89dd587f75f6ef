// Reads a policy file of any format: which one it is is told by its content.
import { tryReadIntune } from './intune.ts';
import { readJsonFormat } from './json-formats.ts';
import type { Place } from './located.ts';
import { placeOf } from './located.ts';
import { readMobileconfig } from './mobileconfig.ts';
import type { RenderedFile } from './order.ts';
import type { PolicyRead } from './reading.ts';
import { isReg, readReg } from './reg-file.ts';

export function readPolicyFile(text: string): PolicyRead {
  if (isReg(text)) return readReg(text);
  if (/^\s*</.test(text)) return readMobileconfig(text);
  return readJsonFormat(text, tryReadIntune);
}

/**
 * The text of a file: UTF-8, or UTF-16 as Windows writes it, told by the byte order mark. The mark goes. Undefined where the bytes are
 * neither: guessed letters in an exclusion would exclude nothing.
 */
export function decodePolicyFile(bytes: Uint8Array): string | undefined {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isSwapped = bytes[0] === 0xfe && bytes[1] === 0xff;
  const encoding = isWide ? 'utf-16le' : isSwapped ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Line and column, from 1, of the first byte that is no UTF-8. */
export function placeOfStrayByte(bytes: Uint8Array): Place {
  const read = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const encoded = new TextEncoder().encode(read);
  const at = encoded.findIndex((byte, i) => byte !== bytes[i]);
  return placeOf(read, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, at)).length);
}

export function encodePolicyFile({ text, encoding }: RenderedFile): Uint8Array {
  if (encoding !== 'utf-16le with mark') return new TextEncoder().encode(encoding === 'utf-8' ? text : `\ufeff${text}`);
  const marked = `\ufeff${text}`;
  const bytes = new Uint8Array(2 * marked.length);
  for (let at = 0; at < marked.length; at++) {
    bytes[2 * at] = marked.charCodeAt(at) & 0xff;
    bytes[2 * at + 1] = marked.charCodeAt(at) >> 8;
  }
  return bytes;
}
