// A policy's rules as a page gets them: only those that may matter there, taken apart as far as no page is needed for it.
import type { FieldClass } from './field.ts';
import type { RedactionMode } from './safe.ts';

/** Where on its origin a rule is for. */
interface Placed {
  /** Glob for path and query; `*` stands for any characters. */
  readonly path: string;
}

export interface PageFieldRule extends Placed {
  /** The fields that it is for: by selector, or by class. */
  readonly selector?: string;
  readonly class?: FieldClass;
  readonly mode: RedactionMode;
  /** How closely it names page and field; more is closer. */
  readonly specificity: number;
}

export interface PageNameRule extends Placed {
  readonly selector: string;
  /** Names that lie in content too. */
  readonly content?: true;
}

export interface PageUrlRule extends Placed, UrlKeep {
  readonly specificity: number;
}

/** A part of the page's origin that is listed, or one that is taken out of it again: the higher one counts. */
export interface PageSite extends Placed {
  readonly specificity: typeof LISTED_SITE | typeof EXCLUDED_SITE;
}
export const LISTED_SITE = 1;
export const EXCLUDED_SITE = 2;

/** Parts of an address that may stay. */
export interface UrlKeep {
  readonly keepPath?: boolean;
  /** Names of query values. */
  readonly keepQuery?: readonly string[];
  readonly keepFragment?: boolean;
}

export interface PageRules {
  readonly fields: readonly PageFieldRule[];
  readonly names: readonly PageNameRule[];
  readonly urls: readonly PageUrlRule[];
  /** Where on its origin the page may be recorded; absent: everywhere. */
  readonly sites?: readonly PageSite[];
}

export const NO_RULES: PageRules = { fields: [], names: [], urls: [] };
