// What the page tells about a field: plain strings and numbers, read from the DOM by `capture/`.

/** Facts about one field. Every fact is optional; texts are raw, and are bounded and normalised here. */
export interface FieldFacts {
  /** Lower-case tag name. */
  readonly tag?: string | undefined;
  /** `type` of an input as it is now, in any case. */
  readonly type?: string | undefined;
  /** Every type that the element ever had. */
  readonly everTypes?: readonly string[] | undefined;
  readonly autocomplete?: string | undefined;
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  /** Text of all labels, `aria-labelledby`, legend, table header. */
  readonly labels?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly ariaLabel?: string | undefined;
  readonly title?: string | undefined;
  readonly inputMode?: string | undefined;
  /** -1 or absent for none. */
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  /** Text left of or above a field without a label. */
  readonly neighbour?: string | undefined;
  /** Headings and other labels of the form: what the form is about. */
  readonly context?: string | undefined;
  /** `maxLength` of each short box in the group that this field is a part of, in order, with this one. */
  readonly boxLengths?: readonly number[] | undefined;
  readonly isContentEditable?: boolean | undefined;
  readonly isMultiline?: boolean | undefined;
  /** This field, or one that a framework made anew as this one, was secret before. */
  readonly wasSecret?: boolean | undefined;
  /** CSS hides the characters (`-webkit-text-security`, a font of dots, transparent text). */
  readonly isTextHidden?: boolean | undefined;
  /** The field is in a closed shadow root or an unknown custom element: its facts are not to be trusted. */
  readonly isOpaque?: boolean | undefined;
}
