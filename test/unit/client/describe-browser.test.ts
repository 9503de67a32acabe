import { expect, it } from 'vitest';
import { describeBrowser } from '../../../src/client/describe-browser.ts';

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

it.each([
  ['Chrome on Linux', `Mozilla/5.0 (X11; Linux x86_64) ${chrome}`],
  ['Edge on Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Edg/126.0.0.0`],
  ['Samsung Internet on Android', `Mozilla/5.0 (Linux; Android 14) SamsungBrowser/25.0 ${chrome}`],
  ['Firefox on macOS', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14.5; rv:127.0) Gecko/20100101 Firefox/127.0'],
  [
    'Safari on iOS',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1',
  ],
])('returns "%s" for its user agent', (name, userAgent) => {
  const [browser, system] = name.split(' on ');
  expect(describeBrowser(userAgent)).toEqual({ name, browser, system });
});

it('returns what it recognizes, and "Browser" for an unknown user agent', () => {
  expect(describeBrowser('Mozilla/5.0 (Windows NT 10.0)')).toEqual({ name: 'Windows', system: 'Windows' });
  expect(describeBrowser('curl/8')).toEqual({ name: 'Browser' });
});
