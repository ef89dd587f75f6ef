// Which pauses a person is offered, and when.
import { expect, test } from 'vitest';
import { GATE_STATES } from '../../src/model/control.ts';
import { mayPause, offeredPauses } from '../../src/view/pause-controls.tsx';

test.each([
  [30, [5, 15, 30]],
  [29, [5, 15]],
  [15, [5, 15]],
  [5, [5]],
  [3, [3]],
])('with at most %i minutes by policy, %j are offered', (max, offered) => {
  expect(offeredPauses(max)).toEqual(offered);
});

test('a pause is offered wherever this or another site may be recorded', () => {
  expect(GATE_STATES.filter(mayPause)).toEqual(['capturing', 'hours', 'site', 'study']);
});
