// What the scripted person did, one entry for each event that a recorder should have seen. Node only; pure.

/** What kind of thing was done. `move` and `scroll` are gestures of many events; every other kind is one event or one burst. */
export type Deed =
  | 'change'
  | 'click'
  | 'contextmenu'
  | 'copy'
  | 'dblclick'
  | 'dialog'
  | 'drag'
  | 'key'
  | 'move'
  | 'navigate'
  | 'paste'
  | 'resize'
  | 'scroll'
  | 'submit'
  | 'tab-close'
  | 'tab-open'
  | 'type';

/** What is known about a deed, apart from when it was done. */
export interface DeedFacts {
  /** Test id or id of the element; absent where there is none, as in a pointer path. */
  readonly target?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** The text that this deed put into a field. */
  readonly typed?: string;
}

/** One deed. `n` rises by 1 from 0; `at` is when the deed was finished, in ms since the epoch. */
export interface LogEntry extends DeedFacts {
  readonly n: number;
  readonly at: number;
  readonly do: Deed;
}

/** Everything one scripted person did, in order. */
export type DriverLog = readonly LogEntry[];

/** Shorter strings (a card's security code, an expiry date) turn up in any file by chance, so finding one proves nothing. */
const SHORTEST_CANARY = 6;

/** Every string that went into a field, once each and long enough to be searched for: none may be found in any sink. */
export function typedStrings(log: DriverLog): readonly string[] {
  const typed = log.flatMap((entry) => (entry.typed === undefined ? [] : [entry.typed.trim()]));
  return [...new Set(typed)].filter((text) => text.length >= SHORTEST_CANARY);
}
