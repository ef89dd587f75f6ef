// How going from page to page and from tab to tab is read out of records.
import type { Desk } from './desk.ts';
import type { Draft, RecordOf } from './draft.ts';
import { EFFECT_MS, NAVIGATION_MS, SAME_TASK_MS } from './threshold.ts';

type Page = RecordOf<'page'>;

/** Which page is on top in each tab, as far as it is known. */
export type TopPages = Map<number | undefined, string>;
const TABS_MAX = 1_000;

export function reducePage(record: Page, desk: Desk, topPages: TopPages): void {
  const before = topPages.get(record.tab);
  if (record.parent === undefined && record.doc !== undefined && topPages.size < TABS_MAX) {
    topPages.set(record.tab, record.doc);
  }
  const { doc = '', url, cause, tab } = record;
  const caused = causeOf(record, desk);
  if (caused !== undefined) desk.follow(caused, record, { kind: 'page', doc, url, cause, tab });
  else if (isGoing(record)) {
    desk.open(record, { kind: 'navigate', url, cause }, { before: desk.surroundings.before(before), tab });
  } else desk.context(record);
}

/** The action that led to a page. */
function causeOf(record: Page, desk: Desk): Draft | undefined {
  const draft = desk.newest(record, NAVIGATION_MS);
  if (draft === undefined || record.parent !== undefined || !isOfTab(draft, record.tab)) return undefined;
  switch (record.cause) {
    case 'link':
    case 'form':
    case 'spa':
    case 'fragment':
    case 'other':
      return draft.body.kind === 'navigate' || draft.body.kind === 'tab' ? undefined : draft;
    case 'reload':
      return isKey(draft, /^(F5|r)$/i) ? draft : undefined;
    case 'back_forward':
      return isKey(draft, /^(ArrowLeft|ArrowRight|\[|\])$/) ? draft : undefined;
    case 'typed':
      return undefined;
    case 'new_session':
    case 'restored':
      dropRestated(draft, record, desk);
      return undefined;
  }
}

/** A new session restates the tab before the page: nobody opened it then. */
function dropRestated(draft: Draft, record: Page, desk: Desk): void {
  const isRestated = draft.body.kind === 'tab' && draft.body.action === 'opened' && draft.body.tab === record.tab;
  if (isRestated && desk.newest(record, SAME_TASK_MS) === draft) draft.isAction = false;
}

/** A page of its own accord is an action where somebody went there, seen or not; what a page does to its own address is none. */
function isGoing({ parent, cause }: Page): boolean {
  if (parent !== undefined) return false;
  switch (cause) {
    case 'link':
    case 'typed':
    case 'reload':
    case 'back_forward':
    case 'form':
    case 'other':
      return true;
    case 'spa':
    case 'fragment':
    case 'restored':
    case 'new_session':
      return false;
  }
}

function isOfTab({ tab, effects }: Draft, other: number | undefined): boolean {
  return tab === other || effects.some((effect) => effect.kind === 'tab' && effect.tab === other);
}

function isKey({ body }: Draft, keys: RegExp): boolean {
  return body.kind === 'press' && keys.test(body.key);
}

export function reduceTab(record: RecordOf<'tab'>, desk: Desk): void {
  const { tab, action } = record;
  const cause = tabCauseOf(record, desk);
  if (cause === undefined) desk.open(record, { kind: 'tab', action, tab }, { before: { tab }, tab });
  else desk.follow(cause, record, { kind: 'tab', tab, action });
}

function tabCauseOf(record: RecordOf<'tab'>, desk: Desk): Draft | undefined {
  const draft = desk.newest(record, NAVIGATION_MS);
  if (draft === undefined) return undefined;
  switch (record.action) {
    case 'opened':
      return record.opener !== undefined && draft.body.kind !== 'tab' && draft.tab === record.opener
        ? draft
        : undefined;
    case 'activated': {
      const isOpened = draft.effects.some((effect) => effect.kind === 'tab' && effect.tab === record.tab);
      if (isOpened) return draft;
      if (draft.body.kind !== 'tab' || record.t - draft.t > EFFECT_MS) return undefined;
      return draft.body.tab === record.tab || draft.body.action === 'closed' ? draft : undefined;
    }
    case 'closed':
      return undefined;
  }
}
