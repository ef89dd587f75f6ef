// Each action as a sentence. Page.
import type { SessionRecord } from '../model/record.ts';
import type { Action } from '../session/reduce/action.ts';
import type { Say } from './message-key.ts';
import { durationText, recordSentence, thing } from './record-sentence.ts';

/** What was done, in the words of the record that it was made of. */
export function actionSentence(action: Action, say: Say): string {
  switch (action.kind) {
    case 'click':
    case 'drag':
    case 'scroll':
    case 'clipboard':
    case 'tab':
      return recordSentence({ ...asRecord(action), from: 'from' in action ? action.from : {} } as SessionRecord, say);
    case 'doubleClick':
      return say('didDoubleClick', thing(action.target, say));
    case 'type': {
      const [burst = {}] = action.bursts;
      const { text, target, field = { class: 'unknown', mode: 'masked' } } = action;
      return recordSentence(
        { ...asRecord(action), ...burst, kind: 'typing', field, target, text } as SessionRecord,
        say,
      );
    }
    case 'press':
      return say('didKey', [...(action.modifiers ?? []), action.key].join('+'));
    case 'select':
      return recordSentence({ ...asRecord(action), kind: 'change' } as unknown as SessionRecord, say);
    case 'hover':
      return say('didHover', thing(action.revealed, say));
    case 'navigate':
      return recordSentence({ ...asRecord(action), kind: 'page' } as unknown as SessionRecord, say);
    case 'wait':
      return say('didWait', durationText(action.ms ?? 0, say));
  }
}

/** An action has the fields of the record it was made of, but for the number. */
function asRecord(action: Action): object {
  return { seq: action.seqs[0]?.[0] ?? 0, ...action };
}
