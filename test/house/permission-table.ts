// The table of docs/permissions.md, read back: what each build asks for, by what people are told of it.

/** What the table justifies for a build, in its order; a row without both of its reasons justifies nothing. */
export function justifiedFor(browser: 'chromium' | 'firefox', markdown: string): readonly string[] {
  const [, table = ''] = markdown.split(/^\| permission \| used for \| without it \|\n\|[-|]+\|\n/m);
  const rows = table.split('\n').slice(
    0,
    table.split('\n').findIndex((line) => !line.startsWith('|')),
  );
  return rows.flatMap((row) => {
    const [, asked = '', usedFor = '', withoutIt = ''] = row.split('|').map((cell) => cell.trim());
    const isOther = asked.endsWith('(Chromium)') && browser !== 'chromium';
    if (isOther || usedFor === '' || withoutIt === '') return [];
    return [...asked.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  });
}
