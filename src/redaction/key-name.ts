// Which keys may be recorded where: commands, never what is typed.
import type { Field } from '../model/field.ts';

/** Modifiers as `KeyboardEvent.getModifierState` tells them. AltGraph writes characters, so it is no modifier of shortcuts. */
export interface KeyModifiers {
  readonly isCtrl: boolean;
  readonly isMeta: boolean;
  readonly isAlt: boolean;
  readonly isAltGraph: boolean;
}

const COMMANDS =
  /^(?:Enter|Tab|Escape|Arrow(?:Up|Down|Left|Right)|Home|End|Page(?:Up|Down)|F\d{1,2}|ContextMenu|Delete|Backspace)$/;
const COMMANDS_IN_FIELD = /^(?:Enter|Tab|Escape)$/;
const COMMANDS_IN_PROTECTED = /^(?:Enter|Tab)$/;

/**
 * `key` of a keydown where it may be recorded; undefined otherwise. `field` is the focused field, undefined outside fields.
 * A printable character is told only as a part of a shortcut with Ctrl or Meta, and never in a protected field.
 */
export function keyToRecord(key: string, modifiers: KeyModifiers, field: Field | undefined): string | undefined {
  const isChord = modifiers.isCtrl || modifiers.isMeta;
  if (field?.mode === 'protected') return !isChord && COMMANDS_IN_PROTECTED.test(key) ? key : undefined;
  if ((field === undefined ? COMMANDS : COMMANDS_IN_FIELD).test(key)) return key;
  return isChord && isShortcutKey(key, modifiers) ? key : undefined;
}

function isShortcutKey(key: string, { isCtrl, isAlt, isAltGraph }: KeyModifiers): boolean {
  if (isAltGraph || [...key].length !== 1 || key === ' ') return false;
  // Some systems report AltGr as Ctrl and Alt: what it writes is not a plain letter or digit.
  return isCtrl && isAlt ? /^[a-z0-9]$/i.test(key) : true;
}
