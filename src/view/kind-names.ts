// Names of the kinds of records, for choosing among them. Page.
import type { RecordKind } from '../model/record.ts';
import type { MessageKey } from './message-key.ts';

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
