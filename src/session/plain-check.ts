// A quick answer for what a schema surely accepts, made from the schema itself. Session files hold millions of numbers, and
// a full parse of each costs more than all else in reading; the few values that get no quick yes are parsed in full.
import type * as z from 'zod/mini';

/** True only where the schema accepts the value and leaves it as it is. False says nothing. */
export type PlainCheck = (value: unknown) => boolean;

type Schema = z.core.$ZodType;
type Shape = Readonly<Record<string, Schema>>;

const NEVER: PlainCheck = () => false;

/** A schema with anything in it that is not known here gets no quick answer. */
export function plainCheck(schema: Schema): PlainCheck {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return def.catchall?._zod.def.type === 'never' ? plainObjectCheck(def.shape) : NEVER;
    case 'optional': {
      const inner = plainCheck(def.innerType);
      return (value) => value === undefined || inner(value);
    }
    case 'array':
      return hasChecks(def) ? NEVER : arrayCheck(plainCheck(def.element));
    case 'tuple':
      return def.rest === null && !hasChecks(def) ? tupleCheck(def.items.map(plainCheck)) : NEVER;
    case 'union': {
      const options = def.options.map(plainCheck);
      return hasChecks(def) ? NEVER : (value) => options.some((option) => option(value));
    }
    case 'number':
      return numberCheck(def);
    case 'string':
      return hasChecks(def) || 'format' in def ? NEVER : (value) => typeof value === 'string';
    case 'boolean':
      return hasChecks(def) ? NEVER : (value) => typeof value === 'boolean';
    case 'enum':
      return oneOf(Object.values(def.entries));
    case 'literal':
      return oneOf(def.values);
    default:
      return NEVER;
  }
}

/** An object with these fields and no others. */
export function plainObjectCheck(shape: Shape): PlainCheck {
  const checks = new Map(Object.entries(shape).map(([name, field]) => [name, plainCheck(field)]));
  const required = Object.keys(shape).filter((name) => (shape[name] as z.core.$ZodTypes)._zod.def.type !== 'optional');
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const fields = value as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(fields)) {
      const check = checks.get(name);
      if (check === undefined || !check(fields[name])) return false;
    }
    for (const name of required) if (!Object.hasOwn(fields, name)) return false;
    return true;
  };
}

function arrayCheck(element: PlainCheck): PlainCheck {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const each of value) if (!element(each)) return false;
    return true;
  };
}

function tupleCheck(items: readonly PlainCheck[]): PlainCheck {
  return (value) =>
    Array.isArray(value) && value.length === items.length && items.every((item, index) => item(value[index]));
}

/** Whole numbers and numbers from zero on are all that the schemas ask for. */
function numberCheck(def: z.core.$ZodNumberDef): PlainCheck {
  const isWhole = 'format' in def && def.format === 'safeint';
  if ('format' in def && !isWhole) return NEVER;
  const asked = (def.checks ?? []).map(({ _zod }) => _zod.def as z.core.$ZodCheckDef);
  const own = asked.filter((check) => check !== (def as unknown));
  if (own.length === 0) return isWhole ? Number.isSafeInteger : Number.isFinite;
  if (!own.every(isFromZero)) return NEVER;
  return (value) => (isWhole ? Number.isSafeInteger(value) : Number.isFinite(value)) && (value as number) >= 0;
}

function isFromZero(check: z.core.$ZodCheckDef): boolean {
  if (check.check !== 'greater_than') return false;
  const { value, inclusive } = check as z.core.$ZodCheckGreaterThanDef;
  return value === 0 && inclusive;
}

function oneOf(values: readonly unknown[]): PlainCheck {
  const known = new Set(values);
  return (value) => known.has(value);
}

function hasChecks(def: { readonly checks?: readonly unknown[] | undefined }): boolean {
  return (def.checks ?? []).length > 0;
}
