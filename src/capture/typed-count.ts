// Counts what typing put into a field and took out of it. Text is looked at for its length, and not kept.

export interface TypedCount {
  insertedChars: number;
  deletedChars: number;
  /** How often something was taken back: a run of Backspace is one. */
  corrections: number;
  /** Length of what an input method shows and has not committed. */
  composedChars: number;
  isPasted: boolean;
  isAutofilled: boolean;
  /** The last edit took something back: the next one that does belongs to the same correction. */
  isDeleting: boolean;
}

/** What an edit is, as the browser tells it. */
export type Edit = Pick<InputEvent, 'inputType' | 'data' | 'isComposing'> & Partial<Pick<InputEvent, 'dataTransfer'>>;

export interface EditSurroundings {
  /** Length of the field before and after the edit; undefined where it may not be read or is not known. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** A key was pressed just before. */
  readonly isTyped: boolean;
}

export function createCount(): TypedCount {
  const counts = { insertedChars: 0, deletedChars: 0, corrections: 0, composedChars: 0 };
  return { ...counts, isPasted: false, isAutofilled: false, isDeleting: false };
}

/** Counts one `input` event. */
export function countInput(into: TypedCount, event: Edit, context: EditSurroundings): void {
  const { inputType, data } = event;
  // What an input method shows on the way is not text yet: what it showed last is, once the composition ends.
  if (event.isComposing) into.composedChars = data?.length ?? 0;
  if (event.isComposing || /^insert(CompositionText|FromComposition)$/.test(inputType)) return;
  if (/^insertFrom(Paste|Yank)/.test(inputType)) into.isPasted = true;
  // Browsers that fill a field in tell so by no type, or as a replacement.
  if (/^(insertReplacementText)?$/.test(inputType ?? '') && !context.isTyped) into.isAutofilled = true;
  const isDeleting = /^(delete|historyUndo)/.test(inputType);
  if (isDeleting && !into.isDeleting) into.corrections += 1;
  into.isDeleting = isDeleting;
  countLengths(into, event, context);
}

function countLengths(
  into: TypedCount,
  { inputType, data, dataTransfer }: Edit,
  { before, after }: EditSurroundings,
): void {
  const isDelete = /^delete/.test(inputType);
  const given = isDelete ? 0 : (data?.length ?? dataTransfer?.getData('text/plain').length);
  if (after === undefined) {
    into.insertedChars += given ?? Number(/^insert(LineBreak|Paragraph)$/.test(inputType));
    into.deletedChars += Number(isDelete);
    return;
  }
  // What fills a field in does not say so before: all that is in it now came from there.
  const was = before ?? after - (given ?? after);
  const inserted = Math.max(given ?? 0, after - was);
  into.insertedChars += inserted;
  into.deletedChars += Math.max(0, was + inserted - after);
}

/** The input method is done: what it showed last is in the field. */
export function endComposition(into: TypedCount): void {
  into.insertedChars += into.composedChars;
  if (into.composedChars > 0) into.isDeleting = false;
  into.composedChars = 0;
}
