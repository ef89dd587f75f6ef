// Each action as a sentence, in the words of the records that it was made of. Page.
import type { RecordBody } from '../model/record.ts';
import type { Action } from '../session/reduce/action.ts';
import type { Say } from './message-key.ts';
import { recordSentence } from './record-sentence.ts';
import { targetText } from './target-words.ts';
import { durationText } from './time-words.ts';

/** What was done. Never says more than its records. */
export function actionSentence(action: Action, say: Say): string {
  switch (action.kind) {
    case 'click':
    case 'scroll':
    case 'clipboard':
    case 'tab':
      return recordSentence(action as RecordBody, say);
    case 'drag':
      return action.target === undefined
        ? recordSentence({ ...action, from: undefined } as unknown as RecordBody, say)
        : say('sayDragFrom', targetText(action.target, say));
    case 'doubleClick':
      return say('sayDoubleClick', targetText(action.target, say));
    case 'type': {
      const [burst = {}] = action.bursts;
      const { text, target, field = { class: 'unknown', mode: 'masked' } } = action;
      return recordSentence({ ...burst, kind: 'typing', field, target, text } as RecordBody, say);
    }
    case 'press':
      return recordSentence({ ...action, kind: 'key' } as RecordBody, say);
    case 'select':
      return recordSentence({ ...action, kind: 'change' } as unknown as RecordBody, say);
    case 'hover':
      return say('sayHover', targetText(action.revealed, say));
    case 'navigate':
      return recordSentence({ ...action, kind: 'page' } as unknown as RecordBody, say);
    case 'wait':
      return say('sayWait', durationText(action.ms ?? 0, say));
  }
}
