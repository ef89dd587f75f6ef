// Reads a policy file of any format: which one it is is told by its content.
import { tryReadIntune } from './intune.ts';
import { readJsonFormat } from './json-formats.ts';
import { readMobileconfig } from './mobileconfig.ts';
import type { RenderedFile } from './order.ts';
import type { PolicyRead } from './reading.ts';
import { isReg, readReg } from './reg-file.ts';

export function readPolicyFile(text: string): PolicyRead {
  if (isReg(text)) return readReg(text);
  if (/^\s*</.test(text)) return readMobileconfig(text);
  return readJsonFormat(text, tryReadIntune);
}

/** The text of a file: UTF-8, or UTF-16 as Windows writes it, told by the byte order mark. The mark goes. */
export function decodePolicyFile(bytes: Uint8Array): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes);
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
