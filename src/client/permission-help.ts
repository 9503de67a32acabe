import { describeBrowser } from './describe-browser.ts';

/** Where a browser keeps the permission for the camera; the names of the texts in a language pack. */
export type PermissionPlace =
  | 'chrome'
  | 'chromeAndroid'
  | 'edge'
  | 'firefox'
  | 'firefoxAndroid'
  | 'safariMac'
  | 'safariIos'
  | 'samsung'
  | 'iosApp';

interface PermissionHelp {
  readonly place: PermissionPlace;
  /** As the system names the browser. */
  readonly browser: string;
}

/**
 * Where a person changes a denied permission for the camera.
 *
 * @param touchPoints `navigator.maxTouchPoints`: Safari on an iPad names itself like one on a Mac
 * @returns undefined for a browser that is not known
 */
export function permissionHelp(userAgent: string, touchPoints: number): PermissionHelp | undefined {
  const { browser, system } = describeBrowser(userAgent);
  if (browser === undefined) return undefined;
  const place = placeOf(browser, system === 'macOS' && touchPoints > 1 ? 'iOS' : system);
  return place && { place, browser };
}

function placeOf(browser: string, system: string | undefined): PermissionPlace | undefined {
  if (system === 'iOS') return browser === 'Safari' ? 'safariIos' : 'iosApp';
  const isAndroid = system === 'Android';
  switch (browser) {
    case 'Samsung Internet':
      return 'samsung';
    case 'Firefox':
      return isAndroid ? 'firefoxAndroid' : 'firefox';
    case 'Edge':
      return isAndroid ? 'chromeAndroid' : 'edge';
    case 'Chrome':
    case 'Opera':
      return isAndroid ? 'chromeAndroid' : 'chrome';
    case 'Safari':
      return system === 'macOS' ? 'safariMac' : undefined;
    default:
      return undefined;
  }
}
