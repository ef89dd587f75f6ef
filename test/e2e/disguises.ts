// The forms in which a string may hide from a plain search.

/** Shorter pieces turn up anywhere by chance. */
const SHORTEST = 6;

/** The string itself, other cases of it, turned round, spelled out, and in the common encodings, wherever in a longer text it stands. */
export function disguisesOf(text: string): readonly string[] {
  const utf8 = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  const characters = [...text];
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const percent = [...utf8].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const forms = [
    text,
    text.toLowerCase(),
    text.toUpperCase(),
    characters.toReversed().join(''),
    characters.join(' '),
    characters.join('","'),
    codes.join(','),
    codes.map((code) => `\\u${code.toString(16).padStart(4, '0')}`).join(''),
    encodeURIComponent(text),
    encodeURIComponent(text).replaceAll('%20', '+'),
    percent,
    percent.toUpperCase(),
    ...[utf8, utf16].flatMap((bytes) => [...hexOf(bytes), ...base64Of(bytes)]),
  ];
  return [...new Set(forms)].filter((form) => form.length >= Math.min(SHORTEST, text.length));
}

function hexOf(bytes: Buffer): string[] {
  const hex = bytes.toString('hex');
  return [hex, hex.toUpperCase()];
}

/** Base64 packs three bytes into four characters, so the same bytes look different at each of three places. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
    const [first, last] = [Math.ceil((before * 8) / 6), Math.floor((shifted.length * 8) / 6)];
    return (['base64', 'base64url'] as const).map((encoding) => shifted.toString(encoding).slice(first, last));
  });
}
