import { expect, test } from 'vitest';
import type { Edit } from '../../src/capture/typed-count.ts';
import { countInput, createCount, endComposition } from '../../src/capture/typed-count.ts';

const edit = (inputType: string, data: string | null = null, isComposing = false): Edit => ({
  inputType,
  data,
  dataTransfer: null,
  isComposing,
});

function typeInto(edits: readonly [Edit, before: number | undefined, after: number | undefined, isTyped?: boolean][]) {
  const count = createCount();
  for (const [event, before, after, isTyped = true] of edits) countInput(count, event, { before, after, isTyped });
  return count;
}

test('characters typed and taken back are counted, a run of Backspace as one correction', () => {
  const count = typeInto([
    [edit('insertText', 'a'), 0, 1],
    [edit('insertText', 'b'), 1, 2],
    [edit('deleteContentBackward'), 2, 1],
    [edit('deleteContentBackward'), 1, 0],
    [edit('insertText', 'c'), 0, 1],
    [edit('historyUndo'), 1, 0],
  ]);
  expect(count).toMatchObject({ insertedChars: 3, deletedChars: 3, corrections: 2 });
});

test('typing over a selection counts what was selected as deleted', () => {
  expect(typeInto([[edit('insertText', 'x'), 10, 1]])).toMatchObject({ insertedChars: 1, deletedChars: 10 });
});

test('a paste is a paste, and counts with its length', () => {
  expect(typeInto([[edit('insertFromPaste', 'hello'), 2, 7]])).toMatchObject({ insertedChars: 5, isPasted: true });
});

test('what fills a field in without a key was filled in by the browser, and counts as all that is there', () => {
  expect(typeInto([[edit(''), undefined, 12, false]])).toMatchObject({ insertedChars: 12, isAutofilled: true });
  expect(typeInto([[edit('insertReplacementText', 'word'), 4, 4, true]]).isAutofilled).toBe(false);
});

test('an editor, whose text is not read, counts what each event says', () => {
  const count = typeInto([
    [edit('insertText', 'abc'), undefined, undefined],
    [edit('insertParagraph'), undefined, undefined],
    [edit('deleteContentBackward'), undefined, undefined],
  ]);
  expect(count).toMatchObject({ insertedChars: 4, deletedChars: 1 });
});

test('an input method counts what it commits, once', () => {
  const count = typeInto([
    [edit('insertCompositionText', 'k', true), 0, 1],
    [edit('insertCompositionText', 'か', true), 1, 1],
    [edit('insertCompositionText', '漢字', true), 1, 2],
  ]);
  endComposition(count);
  countInput(count, edit('insertCompositionText', '漢字'), { before: 2, after: 2, isTyped: true });
  endComposition(count);
  expect(count).toMatchObject({ insertedChars: 2, deletedChars: 0 });
});
