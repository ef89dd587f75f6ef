// What a collector writes to its log: which kind of request was answered how, and its own faults. Nothing that could name anybody.

/** One answered request: the pattern of its address, never the address, and nothing about the client. */
export interface AnsweredRequest {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

export interface CollectorLog {
  readonly answered: (request: AnsweredRequest) => void;
  readonly faulted: (text: string) => void;
}

/** An error as text for a log: names of participants, sessions and installs that stand in keys are taken out. */
export function describeFault(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text
    .replaceAll(/\b(participant|session|install)=[^/'"\s]+/g, '$1=…')
    .replaceAll(/\b(exemptions|installs|decisions\/[a-z]+)\/[^/'"\s]+/g, '$1/…');
}
