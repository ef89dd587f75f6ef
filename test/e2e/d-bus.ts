// The wire format of D-Bus (https://dbus.freedesktop.org/doc/dbus-specification.html), as far as a small service needs it.

/** A value with its signature: strings, paths, numbers, booleans, variants, and dictionaries of variants. */
export type Value =
  | { readonly type: 's' | 'o' | 'g'; readonly value: string }
  | { readonly type: 'u'; readonly value: number }
  | { readonly type: 'x' | 'd'; readonly value: number }
  | { readonly type: 'b'; readonly value: boolean }
  | { readonly type: 'ao'; readonly value: readonly string[] }
  | { readonly type: 'v'; readonly value: Value }
  | { readonly type: 'a{sv}'; readonly value: Readonly<Record<string, Value>> }
  | { readonly type: 'as'; readonly value: readonly [] };

export const CALL = 1;
export const RETURN = 2;
export const ERROR = 3;
export const SIGNAL = 4;

export interface Message {
  readonly type: number;
  readonly serial: number;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly errorName?: string;
  readonly replyTo?: number;
  readonly destination?: string;
  readonly sender?: string;
  readonly body: readonly Value[];
}

/** Header fields by their code, with their type. */
const FIELDS = [
  ['path', 1, 'o'],
  ['interface', 2, 's'],
  ['member', 3, 's'],
  ['errorName', 4, 's'],
  ['replyTo', 5, 'u'],
  ['destination', 6, 's'],
  ['sender', 7, 's'],
] as const;

class Writer {
  bytes: number[] = [];
  align(to: number): void {
    while (this.bytes.length % to !== 0) this.bytes.push(0);
  }
  u32(value: number): void {
    this.align(4);
    this.bytes.push(value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255);
  }
  text(value: string): void {
    const utf8 = Buffer.from(value);
    this.u32(utf8.length);
    this.bytes.push(...utf8, 0);
  }
  signature(value: string): void {
    this.bytes.push(value.length, ...Buffer.from(value), 0);
  }
  /** The length of what `write` writes stands before it, without the padding in between. */
  array(elementAlign: number, write: () => void): void {
    this.u32(0);
    const lengthAt = this.bytes.length - 4;
    this.align(elementAlign);
    const from = this.bytes.length;
    write();
    const length = new Writer();
    length.u32(this.bytes.length - from);
    this.bytes.splice(lengthAt, 4, ...length.bytes);
  }
  value(of: Value): void {
    switch (of.type) {
      case 's':
      case 'o':
        this.text(of.value);
        break;
      case 'g':
        this.signature(of.value);
        break;
      case 'u':
        this.u32(of.value);
        break;
      case 'b':
        this.u32(of.value ? 1 : 0);
        break;
      case 'x':
      case 'd':
        this.eight(of);
        break;
      case 'ao':
        this.array(4, () => {
          for (const path of of.value) this.text(path);
        });
        break;
      case 'as':
        this.array(4, () => undefined);
        break;
      case 'v':
        this.signature(of.value.type);
        this.value(of.value);
        break;
      case 'a{sv}':
        this.array(8, () => {
          for (const [key, value] of Object.entries(of.value)) this.entry(key, value);
        });
        break;
    }
  }
  eight({ type, value }: Extract<Value, { type: 'x' | 'd' }>): void {
    this.align(8);
    const bytes = Buffer.alloc(8);
    if (type === 'd') bytes.writeDoubleLE(value);
    else bytes.writeBigInt64LE(BigInt(value));
    this.bytes.push(...bytes);
  }
  entry(key: string, value: Value): void {
    this.align(8);
    this.text(key);
    this.value({ type: 'v', value });
  }
}

/** One message in little-endian bytes. */
export function encode(message: Message): Buffer {
  const body = new Writer();
  for (const value of message.body) body.value(value);
  const head = new Writer();
  head.bytes.push(108, message.type, 1, 1);
  head.u32(body.bytes.length);
  head.u32(message.serial);
  head.array(8, () => {
    const field = (code: number, value: Value): void => {
      head.align(8);
      head.bytes.push(code);
      head.value({ type: 'v', value });
    };
    for (const [name, code, type] of FIELDS) {
      const value = message[name];
      if (value !== undefined) field(code, { type, value } as Value);
    }
    const signature = message.body.map(({ type }) => type).join('');
    if (signature !== '') field(8, { type: 'g', value: signature });
  });
  head.align(8);
  return Buffer.from([...head.bytes, ...body.bytes]);
}

/** The first message in the bytes, with its strings as body; undefined while it is not whole. */
export function decode(bytes: Buffer): { readonly message: Message; readonly length: number } | undefined {
  if (bytes.length < 16) return undefined;
  const fieldsEnd = 16 + bytes.readUInt32LE(12);
  const bodyAt = Math.ceil(fieldsEnd / 8) * 8;
  const length = bodyAt + bytes.readUInt32LE(4);
  if (bytes.length < length) return undefined;
  const fields = readFields(bytes, fieldsEnd);
  const signature = String(fields['signature'] ?? '');
  const body: Value[] = [];
  for (let i = 0, at = bodyAt; i < signature.length && signature[i] === 's'; i += 1) {
    const { value, next } = readText(bytes, at);
    body.push({ type: 's', value });
    at = next;
  }
  return { message: { type: bytes[1] ?? 0, serial: bytes.readUInt32LE(8), ...fields, body }, length };
}

function readFields(bytes: Buffer, end: number): Readonly<Record<string, string | number>> {
  const found: Record<string, string | number> = {};
  for (let at = 16; at < end; ) {
    at = Math.ceil(at / 8) * 8;
    const code = bytes[at];
    const type = String.fromCharCode(bytes[at + 2] ?? 0);
    const read = READERS[type] ?? readText;
    const { value, next } = read(bytes, at + 4);
    at = next;
    const name = code === 8 ? 'signature' : FIELDS.find((field) => field[1] === code)?.[0];
    if (name !== undefined) found[name] = value;
  }
  return found;
}

function readText(bytes: Buffer, from: number): { value: string; next: number } {
  const at = Math.ceil(from / 4) * 4;
  const end = at + 4 + bytes.readUInt32LE(at);
  return { value: bytes.toString('utf8', at + 4, end), next: end + 1 };
}

function readShort(bytes: Buffer, at: number): { value: string; next: number } {
  const end = at + 1 + (bytes[at] ?? 0);
  return { value: bytes.toString('utf8', at + 1, end), next: end + 1 };
}

function readNumber(bytes: Buffer, from: number): { value: number; next: number } {
  const at = Math.ceil(from / 4) * 4;
  return { value: bytes.readUInt32LE(at), next: at + 4 };
}

const READERS: Readonly<Record<string, (bytes: Buffer, at: number) => { value: string | number; next: number }>> = {
  g: readShort,
  u: readNumber,
};
