import { describe, expect, it } from 'vitest';
import { permissionHelp } from '../../../src/client/permission-help.ts';

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
const android = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('permissionHelp', () => {
  it.each([
    ['Chrome on Windows', `${windows} Chrome/126.0.0.0 Safari/537.36`, 0, 'chrome'],
    ['Chrome on Android', `${android} Chrome/126.0.0.0 Mobile Safari/537.36`, 5, 'chromeAndroid'],
    ['Edge on Windows', `${windows} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0`, 0, 'edge'],
    [
      'Firefox on Linux',
      'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
      0,
      'firefox',
    ],
    [
      'Firefox on Android',
      'Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0',
      5,
      'firefoxAndroid',
    ],
    ['Safari on a Mac', `${mac} Version/17.5 Safari/605.1.15`, 0, 'safariMac'],
    [
      'Safari on an iPad, which names itself like a Mac',
      `${mac} Version/17.5 Safari/605.1.15`,
      5,
      'safariIos',
    ],
    ['Safari on an iPhone', `${iphone} Version/17.5 Mobile/15E148 Safari/604.1`, 5, 'safariIos'],
    ['Chrome on an iPhone', `${iphone} CriOS/126.0.6478.35 Mobile/15E148 Safari/604.1`, 5, 'iosApp'],
    [
      'Samsung Internet',
      `${android} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`,
      5,
      'samsung',
    ],
    ['another browser', 'curl/8.0', 0, undefined],
  ])('returns where %s keeps the permission', (_name, userAgent, touchPoints, place) => {
    expect(permissionHelp(userAgent, touchPoints)?.place).toBe(place);
  });
});
