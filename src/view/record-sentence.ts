// A record as a sentence that its person understands, such as “Clicked the button “Approve” on desk.example”. Page.
import type { PageEventOf } from '../model/event.ts';
import { pathMs } from '../model/path-time.ts';
import type { RecordBody } from '../model/record.ts';
import type { MessageKey, Say } from './message-key.ts';
import { hostOf } from './site-words.ts';
import { fieldText, targetText } from './target-words.ts';
import { durationText } from './time-words.ts';

/** What happened, without its place and without a full stop. Never says more than the record. */
export function recordSentence(body: RecordBody, say: Say): string {
  switch (body.kind) {
    case 'page':
      return say(pageWord(body), withoutScheme(body.url));
    case 'viewport':
      return say('sayViewport', String(Math.round(body.width)), String(Math.round(body.height)));
    case 'tab':
      return say(TABS[body.action]);
    case 'visibility':
      return say(body.state === 'visible' ? 'sayVisible' : 'sayHidden');
    case 'focus':
      return say(body.focused ? 'sayFocused' : 'sayBlurred');
    case 'pointer':
      return say('sayPointer', durationText(pathMs(body), say));
    case 'click':
      return say(clickWord(body), targetText(body.target, say));
    case 'drag':
      return dragSentence(body, say);
    case 'scroll':
      return body.target === undefined ? say('sayScroll') : say('sayScrollIn', targetText(body.target, say));
    case 'key':
      return say('sayKey', [...(body.modifiers ?? []), body.key].join('+'));
    case 'typing':
      return typingSentence(body, say);
    case 'change':
      return body.value === undefined
        ? say('sayChange', targetText(body.target, say))
        : say('sayChangeTo', body.value, targetText(body.target, say));
    case 'clipboard':
      return body.length === undefined ? say('sayClipboard') : say(CLIPBOARD[body.action], bucketText(body.length));
    case 'submit':
      return say('saySubmit');
    case 'dialog':
      return say('sayDialog');
    case 'gap':
      return gapSentence(body, say);
    case 'control':
      return say(CONTROLS[body.action]);
    case 'end':
      return say(ENDS[body.reason]);
  }
}

/** The sentence with the host on which it happened, for what happens on a page. */
export function placedSentence(body: RecordBody, origin: string | undefined, say: Say): string {
  const sentence = recordSentence(body, say);
  return origin === undefined || PLACELESS.includes(body.kind) ? sentence : say('sayOnSite', sentence, hostOf(origin));
}

/** What a record leaves out, as a sentence; empty where nothing of the kind was there to leave out. */
export function leftOutText(body: RecordBody, say: Say): string {
  if (body.kind === 'typing' && (body.text === undefined || body.field.mode === 'masked'))
    return say(body.field.mode === 'protected' ? 'restProtected' : 'restMasked');
  if (body.kind === 'change' && body.value === undefined) return say('restChoice');
  return body.kind === 'clipboard' ? say('restClipboard') : '';
}

/** Why nothing is there, and for how long. */
export function gapSentence(
  { reason, from, to }: Pick<Extract<RecordBody, { kind: 'gap' }>, 'reason' | 'from' | 'to'>,
  say: Say,
): string {
  return say(GAPS[reason], durationText(Math.max(0, to - from), say));
}

/** A page names its own site; the others happen to the recording and not on a page. */
const PLACELESS: readonly RecordBody['kind'][] = ['page', 'gap', 'control', 'end', 'tab'];
const TABS = { opened: 'sayTabOpened', activated: 'sayTabActivated', closed: 'sayTabClosed' } as const;
const CLIPBOARD = { copy: 'sayCopy', cut: 'sayCut', paste: 'sayPaste' } as const;
const GAPS = {
  paused: 'sayGapPaused',
  exempt: 'sayGapExempt',
  hours: 'sayGapHours',
  unlisted: 'sayGapUnlisted',
  region: 'sayGapRegion',
  policy: 'sayGapPolicy',
  withdrawn: 'sayGapWithdrawn',
  shed: 'sayGapShed',
  lost: 'sayGapLost',
} as const;
const CONTROLS = {
  pause: 'sayPause',
  resume: 'sayResume',
  exemption: 'sayExemption',
  acknowledgement: 'sayAcknowledgement',
  policy: 'sayPolicy',
  clock: 'sayClock',
  battery: 'sayBattery',
} as const;
const ENDS = { idle: 'sayEndIdle', midnight: 'sayEndMidnight', quit: 'sayEndQuit', crash: 'sayEndCrash' } as const;

function pageWord({ cause }: PageEventOf<'page'>): MessageKey {
  if (cause === 'new_session' || cause === 'restored') return 'sayPageAgain';
  return cause === 'spa' || cause === 'fragment' ? 'sayMove' : 'sayPage';
}

function clickWord({ by, button, count }: PageEventOf<'click'>): MessageKey {
  if (by === 'keyboard') return 'sayKeyClick';
  if (button === 'secondary') return 'sayRightClick';
  if (button === 'auxiliary') return 'sayMiddleClick';
  return count === 2 ? 'sayDoubleClick' : 'sayClick';
}

function dragSentence({ from }: PageEventOf<'drag'>, say: Say): string {
  if (from === undefined) return say('sayDragIn');
  return from.target === undefined ? say('sayDrag') : say('sayDragFrom', targetText(from.target, say));
}

function typingSentence(body: PageEventOf<'typing'>, say: Say): string {
  const { field, text, inserted = '0', deleted = '0' } = body;
  const where = fieldText(field, body.target, say);
  if (field.mode === 'protected') return say('sayTyped', where);
  if (field.mode !== 'masked' && text !== undefined) return say('sayTypedText', text, where);
  if (body.autofilled) return say('sayAutofilled', where);
  if (body.pasted) return say('sayPasted', where);
  if (inserted !== '0') return say('sayTyping', bucketText(inserted), where);
  return deleted === '0' ? say('sayTyped', where) : say('sayDeleted', bucketText(deleted), where);
}

/** `9-16` as people write a span. */
function bucketText(bucket: string): string {
  return bucket.replace('-', '–');
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, '');
}
