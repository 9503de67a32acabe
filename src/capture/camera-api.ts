// cspell:ignore KAKAOTALK Bytedance

import { RecognizeError } from '../errors.ts';
import { hasScheme } from './camera-sources.ts';

/** User agent strings of apps that show web pages themselves. Many of them do not let pages use the camera. */
const IN_APP_BROWSERS: readonly RegExp[] = [
  /\bFB(?:AN|AV|_IAB|IOS)\b/, // Facebook, Messenger
  /\bInstagram\b/,
  /\bBarcelona\b/, // Threads
  /\bLine\//,
  /\bTwitter\b/,
  /\bLinkedInApp\b/,
  /\bSnapchat\b/,
  /\bPinterest\b/,
  /\bMicroMessenger\b/, // WeChat
  /\bKAKAOTALK\b/,
  /\bNAVER\(/,
  /\b(?:musical_ly|BytedanceWebview|TikTok|trill_)/i,
  /\bWhatsApp\b/,
  /\bTelegram\b/,
  /\bGSA\//, // Google app
  /; wv\)/, // Android WebView
  // Safari and the other browsers of iOS name Safari; the web view of an app does not.
  /\b(?:iPhone|iPad|iPod)\b(?!.*\bSafari\/)/,
];

/** Whether a user agent string is of an app that shows the page itself, instead of a browser. */
export const isInAppBrowser = (userAgent: string): boolean =>
  IN_APP_BROWSERS.some((pattern) => pattern.test(userAgent));

/**
 * The error of a secure page without cameras: some apps and old browsers have no `navigator.mediaDevices`.
 *
 * @param camera as the attribute `camera`; a registered camera needs no `navigator.mediaDevices`
 * @returns `environment/opened-in-app`, `environment/no-camera-api`, or undefined when nothing is missing
 */
export function cameraApiError(camera?: string | undefined): RecognizeError | undefined {
  if (typeof camera === 'string' && hasScheme(camera)) return undefined;
  if (typeof navigator.mediaDevices?.getUserMedia === 'function') return undefined;
  const code = isInAppBrowser(navigator.userAgent)
    ? 'environment/opened-in-app'
    : 'environment/no-camera-api';
  return new RecognizeError(code, { detail: 'navigator.mediaDevices.getUserMedia is missing' });
}
