// A checksum over a policy's values: tells a policy that was changed by hand, or on its way, from the one that was meant.

/**
 * CRC-32 over the values in one fixed spelling, as 8 hex digits. It finds every slip of up to four neighbouring characters for
 * certain, and others but one in four thousand million. It guards against mistakes, not against people who mean to change a policy.
 */
export function checksumOf(values: Readonly<Record<string, unknown>>): string {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(spell(values))) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (~crc >>> 0).toString(16).padStart(8, '0');
}

/** JSON with the keys of every object in order: browsers and formats give them back in theirs. */
function spell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spell).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${spell(inner)}`).join(',')}}`;
}
