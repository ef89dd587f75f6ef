// A receipt: what a person decided, when, and under which notice; for them to keep. ISO/IEC TS 27560 fields, in JSON-LD.

export type ReceiptKind = 'acknowledgement' | 'exemption' | 'withdrawal';

export interface Receipt {
  readonly id: string;
  /** ms since 1970. */
  readonly at: number;
  readonly kind: ReceiptKind;
  /** The receipt itself, a JSON-LD document with DPV terms. */
  readonly document: Readonly<Record<string, unknown>>;
}
