// A record as a sentence that its person understands, such as “Clicked the button “Approve” on desk.example”.
import type { PageEventOf } from '../model/event.ts';
import type { Field } from '../model/field.ts';
import type { RecordBody, RecordKind } from '../model/record.ts';
import type { SafeName } from '../model/safe.ts';
import type { Target } from '../model/target.ts';
import type { MessageKey, Say } from './message-key.ts';
import { minutesText, secondsText } from './time-words.ts';

/** Names of the kinds, for choosing among them. */
export const KIND_NAMES: Readonly<Record<RecordKind, MessageKey>> = {
  page: 'kindPage',
  viewport: 'kindViewport',
  tab: 'kindTab',
  visibility: 'kindVisibility',
  focus: 'kindFocus',
  pointer: 'kindPointer',
  click: 'kindClick',
  drag: 'kindDrag',
  scroll: 'kindScroll',
  key: 'kindKey',
  typing: 'kindTyping',
  change: 'kindChange',
  clipboard: 'kindClipboard',
  submit: 'kindSubmit',
  dialog: 'kindDialog',
  gap: 'kindGap',
  control: 'kindControl',
  end: 'kindEnd',
};

/** The record without its place. No full stop. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one case for each kind, and nothing else.
export function sentenceOfRecord(body: RecordBody, say: Say): string {
  switch (body.kind) {
    case 'page':
      return say(body.cause === 'new_session' ? 'sayPageAgain' : 'sayPage', body.url);
    case 'viewport':
      return say('sayViewport', String(Math.round(body.width)), String(Math.round(body.height)));
    case 'tab':
      return say(TABS[body.action]);
    case 'visibility':
      return say(body.state === 'visible' ? 'sayVisible' : 'sayHidden');
    case 'focus':
      return say(body.focused ? 'sayFocused' : 'sayBlurred');
    case 'pointer':
      return say('sayPointer', secondsText(body.ms / 1_000, say));
    case 'click':
      return sayClick(body, say);
    case 'drag':
      return body.from?.target === undefined ? say('sayDrag') : say('sayDragFrom', targetText(body.from.target, say));
    case 'scroll':
      return body.target === undefined ? say('sayScroll') : say('sayScrollIn', targetText(body.target, say));
    case 'key':
      return say('sayKey', [...(body.modifiers ?? []), body.key].join('+'));
    case 'typing':
      return sayTyping(body, say);
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
      return say(GAPS[body.reason], durationText(body.to - body.from, say));
    case 'control':
      return say(CONTROLS[body.action]);
    case 'end':
      return say(ENDS[body.reason]);
  }
}

/** The sentence with the host on which it happened. */
export function placedSentence(body: RecordBody, origin: string | undefined, say: Say): string {
  const sentence = sentenceOfRecord(body, say);
  return origin === undefined || body.kind === 'page' ? sentence : say('sayOnSite', sentence, hostOf(origin));
}

export function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}

/** Minutes where it was at least one, else seconds. */
export function durationText(ms: number, say: Say): string {
  return ms < 60_000 ? secondsText(Math.round(ms / 100) / 10, say) : minutesText(Math.round(ms / 60_000), say);
}

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
} as const;
const ENDS = { idle: 'sayEndIdle', midnight: 'sayEndMidnight', quit: 'sayEndQuit', crash: 'sayEndCrash' } as const;
const FIELDS = {
  protected: 'fieldProtected',
  masked: 'fieldMasked',
  scrubbed: 'fieldScrubbed',
  kept: 'fieldKept',
} as const;

function sayClick({ by, button, count, target }: PageEventOf<'click'>, say: Say): string {
  const what = targetText(target, say);
  if (by === 'keyboard') return say('sayKeyClick', what);
  if (button === 'secondary') return say('sayRightClick', what);
  return say(count === 2 ? 'sayDoubleClick' : 'sayClick', what);
}

function sayTyping(body: PageEventOf<'typing'>, say: Say): string {
  const where = fieldText(body.field, say);
  if (body.text !== undefined) return say('sayTypedText', body.text, where);
  if (body.autofilled) return say('sayAutofilled', where);
  if (body.pasted) return say('sayPasted', where);
  const { inserted = '0', deleted = '0' } = body;
  if (inserted !== '0') return say('sayTyping', bucketText(inserted), where);
  return deleted === '0' ? say('sayTyped', where) : say('sayDeleted', bucketText(deleted), where);
}

function fieldText({ mode }: Field, say: Say): string {
  return say(FIELDS[mode]);
}

/** `9-16` as people write a span. */
function bucketText(bucket: string): string {
  return bucket.replace('-', '–');
}

/** Roles that people know by a word; all others are a part of the page. */
const ROLES: Readonly<Record<string, MessageKey>> = {
  button: 'partButton',
  link: 'partLink',
  textbox: 'partField',
  searchbox: 'partField',
  spinbutton: 'partField',
  combobox: 'partList',
  listbox: 'partList',
  option: 'partOption',
  checkbox: 'partCheckbox',
  radio: 'partRadio',
  switch: 'partSwitch',
  slider: 'partSlider',
  tab: 'partTab',
  menuitem: 'partMenuItem',
  img: 'partImage',
  row: 'partRow',
  cell: 'partCell',
  gridcell: 'partCell',
  columnheader: 'partHeading',
  heading: 'partHeading',
  dialog: 'partDialog',
  form: 'partForm',
};

export function targetText({ role, name }: Pick<Target, 'role' | 'name'>, say: Say): string {
  const word = say(ROLES[role ?? ''] ?? 'partElement');
  return name === undefined ? word : named(word, name, say);
}

function named(word: string, name: SafeName, say: Say): string {
  if ('text' in name) return name.text === '' ? word : say('targetNamed', word, name.text);
  return say('targetHidden', word);
}
