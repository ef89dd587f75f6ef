// Each record as a sentence that the person recorded can read. Page.
import type { SessionRecord } from '../model/record.ts';
import type { Target } from '../model/target.ts';
import type { MessageKey, Say } from './message-key.ts';
import { secondsText } from './time-words.ts';

type Of<K extends SessionRecord['kind']> = Extract<SessionRecord, { kind: K }>;

/** What happened, such as “Clicked the button “Approve””. Never says more than the record. */
export function recordSentence(record: SessionRecord, say: Say): string {
  switch (record.kind) {
    case 'page':
      return say(PAGE_WORDS[record.cause] ?? 'didOpen', withoutScheme(record.url));
    case 'viewport':
      return say('didResize', String(Math.round(record.width)), String(Math.round(record.height)));
    case 'visibility':
      return say(record.state === 'visible' ? 'didShow' : 'didHide');
    case 'focus':
      return say(record.focused ? 'didFocus' : 'didBlur');
    case 'pointer':
      return say('didPoint', durationText(record.ms, say));
    case 'click':
      return say(clickWord(record), thing(record.target, say));
    case 'drag':
      return record.from === undefined ? say('didDragIn') : say('didDrag', thing(record.from.target, say));
    case 'scroll':
      return record.target === undefined ? say('didScroll') : say('didScrollIn', thing(record.target, say));
    case 'key':
      return say('didKey', [...(record.modifiers ?? []), record.key].join('+'));
    case 'typing':
      return typingSentence(record, say);
    case 'change':
      return record.value === undefined
        ? say('didChange', thing(record.target, say))
        : say('didChangeTo', thing(record.target, say), record.value);
    case 'clipboard':
      return say(({ copy: 'didCopy', cut: 'didCut', paste: 'didPaste' } as const)[record.action]);
    case 'submit':
      return say('didSubmit');
    case 'dialog':
      return say('didDialog');
    case 'tab':
      return say(
        ({ opened: 'didOpenTab', activated: 'didActivateTab', closed: 'didCloseTab' } as const)[record.action],
      );
    case 'gap':
      return say(GAP_WORDS[record.reason], durationText(record.to - record.from, say));
    case 'control':
      return say(CONTROL_WORDS[record.action] ?? 'controlOther');
    case 'end':
      return say(END_WORDS[record.reason]);
  }
}

const PAGE_WORDS: Partial<Record<Of<'page'>['cause'], MessageKey>> = {
  spa: 'didMove',
  fragment: 'didMove',
  new_session: 'didRestate',
  restored: 'didRestate',
};
/** Why nothing is there; `$1` is how long. */
export const GAP_WORDS: Readonly<Record<Of<'gap'>['reason'], MessageKey>> = {
  paused: 'gapPaused',
  exempt: 'gapExempt',
  hours: 'gapHours',
  unlisted: 'gapUnlisted',
  region: 'gapRegion',
  policy: 'gapPolicy',
  withdrawn: 'gapWithdrawn',
  shed: 'gapShed',
  lost: 'gapLost',
};
const CONTROL_WORDS: Partial<Record<string, MessageKey>> = {
  pause: 'controlPause',
  resume: 'controlResume',
  exemption: 'controlExemption',
  acknowledgement: 'controlAcknowledgement',
  policy: 'controlPolicy',
};
const END_WORDS: Readonly<Record<Of<'end'>['reason'], MessageKey>> = {
  idle: 'endedIdle',
  midnight: 'endedMidnight',
  quit: 'endedQuit',
  crash: 'endedCrash',
};

function clickWord({ by, count, button }: Of<'click'>): MessageKey {
  if (by === 'keyboard') return 'didPress';
  if (button === 'secondary') return 'didRightClick';
  if (button === 'auxiliary') return 'didMiddleClick';
  return count === 2 ? 'didDoubleClick' : 'didClick';
}

function typingSentence({ field, target, text, inserted, deleted }: Of<'typing'>, say: Say): string {
  if (field.mode === 'protected') return say('didTypeProtected');
  if (field.mode !== 'masked' && text !== undefined && text !== 'lost')
    return say('didTypeText', text, thing(target, say));
  const length = inserted ?? deleted;
  return length === undefined
    ? say('didTypeUntold', thing(target, say))
    : say('didTypeMasked', length, thing(target, say));
}

const ROLE_WORDS: Readonly<Record<string, MessageKey>> = {
  button: 'roleButton',
  link: 'roleLink',
  textbox: 'roleField',
  searchbox: 'roleField',
  spinbutton: 'roleField',
  combobox: 'roleList',
  listbox: 'roleList',
  option: 'roleOption',
  checkbox: 'roleCheckbox',
  radio: 'roleRadio',
  switch: 'roleSwitch',
  slider: 'roleSlider',
  tab: 'roleTab',
  menuitem: 'roleMenuItem',
  menuitemcheckbox: 'roleMenuItem',
  menuitemradio: 'roleMenuItem',
  img: 'roleImage',
  cell: 'roleCell',
  gridcell: 'roleCell',
  dialog: 'roleDialog',
};

/** The element, such as “the button “Approve””. Names that were not recorded are left out. */
export function thing(target: Target | undefined, say: Say): string {
  const { role: named = '' } = target ?? {};
  const role = say((Object.hasOwn(ROLE_WORDS, named) ? ROLE_WORDS[named] : undefined) ?? 'roleOther');
  const { name } = target ?? {};
  return name !== undefined && 'text' in name && name.text !== ''
    ? say('thingNamed', role, name.text)
    : say('thing', role);
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, '');
}

/** A duration in seconds, such as “1.5 seconds”. */
export function durationText(ms: number, say: Say): string {
  return secondsText(Math.max(0, ms) / 1_000, say);
}
