// The types of text that may be recorded. Only `redaction/` makes them; everybody else may only pass them on.
import * as z from 'zod/mini';

declare const safe: unique symbol;

/** Names of the length buckets: nothing finer than these is ever recorded of a text. */
export const LENGTH_BUCKETS = ['0', '1-4', '5-8', '9-16', '17-32', '33-64', '65-256', '257+'] as const;
export type LengthBucket = (typeof LENGTH_BUCKETS)[number];

/** How long a typing burst took, in seconds; nothing finer is recorded. */
export const DURATION_BUCKETS = ['0-1', '1-3', '3-10', '10-30', '30-120', '120+'] as const;
export type DurationBucket = (typeof DURATION_BUCKETS)[number];

/** What may be recorded of a field, strictest first. */
export const REDACTION_MODES = ['protected', 'masked', 'scrubbed', 'kept'] as const;
export type RedactionMode = (typeof REDACTION_MODES)[number];

/** Origin and path shape, such as `https://desk.example/ticket/:id`. No query values, fragment or credentials. */
export type SafeUrl = string & { readonly [safe]: 'url' };

/** A test id, id or class that carries no data. */
export type SafeToken = string & { readonly [safe]: 'token' };

/** A selector whose parts carry no data. */
export type SafeSelector = string & { readonly [safe]: 'selector' };

/**
 * An accessible name: interface text (`text`), or only how long it was (`length`) where it may be somebody's words. `listed`: a rule of
 * the policy lets words stay that are no interface vocabulary.
 */
export type SafeName = ({ readonly text: string; readonly listed?: true } | { readonly length: LengthBucket }) & {
  readonly [safe]: 'name';
};

// Schemas of what `redaction/` made, for reading it back from a message, the disk or a file.
// Reading trusts the maker: these casts are the one place outside `redaction/` where the types appear without it.
export const safeUrl = z.string() as unknown as z.ZodMiniType<SafeUrl, SafeUrl>;
export const safeToken = z.string() as unknown as z.ZodMiniType<SafeToken, SafeToken>;
export const safeSelector = z.string() as unknown as z.ZodMiniType<SafeSelector, SafeSelector>;
export const lengthBucket = z.enum(LENGTH_BUCKETS);
export const durationBucket = z.enum(DURATION_BUCKETS);
export const safeName = z.union([
  z.strictObject({ text: z.string(), listed: z.optional(z.literal(true)) }),
  z.strictObject({ length: lengthBucket }),
]) as unknown as z.ZodMiniType<SafeName, SafeName>;
