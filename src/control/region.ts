// Is the device where the policy says that the person works? Worker.

/** `Intl.Locale#getTimeZones`, which TypeScript's ES2024 does not know yet. */
interface ZonedLocale {
  getTimeZones?(): readonly string[] | undefined;
}

/** The world, in the numbering of the UN and of CLDR: every time zone lies in it. For policies without a regional limit. */
const WORLD = '001';

/**
 * True when `region` (ISO 3166 country, or a part of one such as `DE-BY`; `001` is the world) is among `regions` and the device's
 * time zone lies in that country. An unknown region, or a browser that cannot tell, is never in.
 */
export function isInRegion(region: string, regions: readonly string[], timeZone: string): boolean {
  if (!regions.includes(region)) return false;
  return region === WORLD || timeZonesOf(region).some((zone) => canonical(zone) === canonical(timeZone));
}

/** Names of the time zones of a region's country; empty for what is no country. */
function timeZonesOf(region: string): readonly string[] {
  const country = /^([A-Z]{2})(-[A-Z0-9]{1,3})?$/.exec(region)?.[1];
  if (country === undefined) return [];
  const locale: ZonedLocale = new Intl.Locale('und', { region: country }) as unknown as ZonedLocale;
  return locale.getTimeZones?.() ?? [];
}

/** One name for zones with several, such as Asia/Kolkata and Asia/Calcutta. Unknown zones keep theirs, and so match nothing. */
function canonical(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return timeZone;
    throw error;
  }
}
