// Third act: move a card on the board, make room for the preview. Node only.
import { carry, humanClick, middleOf } from '../human-pointer.ts';
import type { Person } from '../person.ts';
import { note, spotOf } from '../person.ts';
import { arrive } from './arrive.ts';

const CARD = 'card-4001';

/** Drags a card to the next column (HTML drag and drop), reads it, drags the splitter (pointer events). */
export async function sortBoard(person: Person): Promise<void> {
  await humanClick(person, spotOf(person, 'nav-board'));
  await arrive(person, 'board.html', 'link');
  await carry(person, spotOf(person, CARD), await middleOf(spotOf(person, 'column-progress')));
  note(person, 'drag', { target: CARD, detail: { how: 'html', drop: 'column-progress' } });
  await humanClick(person, spotOf(person, CARD));
  await dragSplitter(person);
}

async function dragSplitter(person: Person): Promise<void> {
  const splitter = spotOf(person, 'splitter');
  const { x, y } = await middleOf(splitter);
  await carry(person, splitter, { x: x - 90, y: y + 6 });
  note(person, 'drag', { target: 'splitter', detail: { how: 'pointer' } });
  // Press and release hit the same element, so the browser makes a click out of the drag.
  note(person, 'click', { target: 'splitter', detail: { count: 1, button: 'left', by: 'drag' } });
}
