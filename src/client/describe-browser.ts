import type { DeviceDescription } from '../ceremonies/types.ts';

type Table = readonly (readonly [pattern: RegExp, name: string])[];

/** In this order, because most browsers also name others in their user agent string. */
const BROWSERS: Table = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrom(?:e|ium)\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: Table = [
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

const firstMatch = (userAgent: string, table: Table) =>
  table.find(([pattern]) => pattern.test(userAgent))?.[1];

/**
 * Names browser and system for the list of devices, from the user agent string. The backend cannot verify it. Elements show this name in
 * the language of the page.
 */
export function describeBrowser(userAgent: string): DeviceDescription {
  const browser = firstMatch(userAgent, BROWSERS);
  const system = firstMatch(userAgent, SYSTEMS);
  const name = browser && system ? `${browser} on ${system}` : (browser ?? system ?? 'Browser');
  return { name, ...(browser ? { browser } : {}), ...(system ? { system } : {}) };
}
