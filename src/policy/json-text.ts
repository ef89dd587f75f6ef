// Reads JSON with the place of every value. `lenient` is how Chromium reads policy files: comments and commas before a closing bracket
// are fine, and halves of signs (`\ud800`) are not.
import type { Located, LocatedField } from './located.ts';
import { isWhole } from './located.ts';

export type JsonRead =
  | { readonly kind: 'value'; readonly value: Located }
  | { readonly kind: 'broken'; readonly at: number; readonly what: string };

export type JsonDialect = 'strict' | 'lenient';

export function readJson(text: string, dialect: JsonDialect): JsonRead {
  try {
    return { kind: 'value', value: new JsonReader(text, dialect).readAll() };
  } catch (error) {
    if (error instanceof BrokenJson) return { kind: 'broken', at: error.at, what: error.message };
    throw error;
  }
}

class BrokenJson extends Error {
  readonly at: number;

  constructor(what: string, at: number) {
    super(what);
    this.at = at;
  }
}

const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const BLANKS = { strict: /[ \t\r\n]*/y, lenient: /(?:[ \t\r\n]|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y };
/** Deeper than any policy: a file that goes deeper is a mistake or an attack on the reader. */
const MAX_DEPTH = 100;

class JsonReader {
  private at = 0;
  private depth = 0;
  private readonly text: string;
  private readonly dialect: JsonDialect;

  constructor(text: string, dialect: JsonDialect) {
    this.text = text;
    this.dialect = dialect;
  }

  readAll(): Located {
    const value = this.readValue();
    this.skipBlanks();
    if (this.at < this.text.length) this.fail('Something follows after the end of the JSON');
    return value;
  }

  private readValue(): Located {
    this.skipBlanks();
    const at = this.at;
    const sign = this.text[at];
    if (sign === '{') return { kind: 'object', fields: this.readMany('}', () => this.readField()), at };
    if (sign === '[') return { kind: 'list', items: this.readMany(']', () => this.readValue()), at };
    if (sign === '"') return { kind: 'text', value: this.readString(), at };
    const word = this.take(WORD);
    if (word === 'null') return { kind: 'other', what: 'null', at };
    if (word !== undefined) return { kind: 'flag', value: word === 'true', at };
    const number = this.take(NUMBER);
    if (number === undefined)
      this.fail(sign === undefined ? 'The JSON ends in the middle' : `A value was expected, not ${sign}`);
    const value = Number(number);
    if (!Number.isFinite(value)) this.fail('A number that is too large');
    return { kind: /^-?\d+$/.test(number) && isWhole(value) ? 'integer' : 'real', value, at };
  }

  private readField(): LocatedField {
    this.skipBlanks();
    const at = this.at;
    if (this.text[at] !== '"') this.fail('A name in double quotes was expected');
    const name = this.readString();
    this.expect(':');
    return { name, at, value: this.readValue() };
  }

  private readString(): string {
    const found = this.take(STRING);
    if (found === undefined) this.fail('A text that does not end, or that holds a sign that must be escaped');
    const text = JSON.parse(found) as string;
    if (this.dialect === 'lenient' && !text.isWellFormed()) {
      this.at -= found.length;
      this.fail('A text that is no Unicode: half of a pair stands alone');
    }
    return text;
  }

  private readMany<T>(close: string, readOne: () => T): T[] {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.fail('The JSON is nested too deeply');
    const found: T[] = [];
    this.at += 1;
    for (;;) {
      this.skipBlanks();
      const mayClose = found.length === 0 || this.dialect === 'lenient';
      if (this.text[this.at] === close && mayClose) break;
      found.push(readOne());
      this.skipBlanks();
      if (this.text[this.at] === close) break;
      this.expect(',');
    }
    this.at += 1;
    this.depth -= 1;
    return found;
  }

  private expect(sign: string): void {
    this.skipBlanks();
    if (this.text[this.at] !== sign) this.fail(`"${sign}" was expected`);
    this.at += 1;
  }

  private skipBlanks(): void {
    this.take(BLANKS[this.dialect]);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private fail(what: string): never {
    throw new BrokenJson(`${what}.`, this.at);
  }
}
