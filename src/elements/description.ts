import type { DeviceDescription } from '../ceremonies/types.ts';

const browsers: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrom(?:e|ium)\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const systems: [RegExp, string][] = [
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

const first = (text: string, table: [RegExp, string][]) => table.find(([pattern]) => pattern.test(text))?.[1];

/** What a browser says of itself, for the list of devices: unverified, made by the user agent's text. */
export function describeBrowser(userAgent: string): DeviceDescription {
  const browser = first(userAgent, browsers);
  const system = first(userAgent, systems);
  const name = browser && system ? `${browser}, ${system}` : (browser ?? system ?? 'Browser');
  return { name, ...(browser ? { browser } : {}), ...(system ? { system } : {}) };
}
