// cspell:ignore FBAN FBIOS FBAV KAKAOTALK
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cameraApiError, isInAppBrowser } from '../../../src/capture/camera-api.ts';

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)';
const safari = `${iPhone} Version/17.5 Mobile/15E148 Safari/604.1`;

describe('isInAppBrowser', () => {
  it.each([
    ['Facebook on iOS', `${iPhone} Mobile/15E148 [FBAN/FBIOS;FBAV/400.0]`],
    [
      'Facebook on Android',
      `${android} Version/4.0 Chrome/126.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/400.0]`,
    ],
    ['Instagram', `${iPhone} Mobile/15E148 Instagram 300.0.0`],
    ['WeChat', `${android} Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0`],
    ['LINE', `${iPhone} Mobile/15E148 Safari Line/14.5.0`],
    ['KakaoTalk', `${android} Version/4.0 Chrome/126.0 Mobile Safari/537.36; KAKAOTALK 10.0`],
    [
      'an Android WebView',
      'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Version/4.0 Chrome/126.0',
    ],
    ['a web view on iOS', `${iPhone} Mobile/15E148`],
  ])('is true for %s', (_name, userAgent) => {
    expect(isInAppBrowser(userAgent)).toBe(true);
  });

  it.each([
    ['Safari on iOS', safari],
    ['Chrome on iOS', `${iPhone} CriOS/126.0 Mobile/15E148 Safari/604.1`],
    ['Firefox on iOS', `${iPhone} FxiOS/127.0 Mobile/15E148 Safari/605.1.15`],
    ['Chrome on Android', `${android} Chrome/126.0.0.0 Mobile Safari/537.36`],
    ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0'],
  ])('is false for %s', (_name, userAgent) => {
    expect(isInAppBrowser(userAgent)).toBe(false);
  });
});

describe('cameraApiError', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    [safari, 'environment/no-camera-api'],
    [`${iPhone} Mobile/15E148`, 'environment/opened-in-app'],
  ])('without mediaDevices returns for %s the error %s', (userAgent, code) => {
    vi.stubGlobal('navigator', { userAgent });
    expect(cameraApiError()?.code).toBe(code);
    expect(cameraApiError('user')?.code).toBe(code);
    expect(cameraApiError('simulated:ada')).toBeUndefined();
  });

  it('returns undefined where pages can use a camera', () => {
    vi.stubGlobal('navigator', { userAgent: safari, mediaDevices: { getUserMedia() {} } });
    expect(cameraApiError()).toBeUndefined();
  });
});
