import { packageUrl } from '../package-url.ts';
import { invalidSetting, requireUrl, type Setting } from './usage.ts';

/**
 * The URL of workers or models, relative to the page.
 *
 * Workers run with the rights of the page, and models decide who is recognized. A sanitizer may let an attribute through, or a `<base>`.
 * Neither can name another origin than those of the page and of this script: only a property can, by an absolute URL, because it takes a
 * script to set one.
 *
 * @param source how the page has set the value
 * @throws RecognizeError `usage/invalid-*`
 */
export function requireAssetUrl(
  setting: Setting,
  value: string | URL,
  source: Setting['kind'] = setting.kind,
): URL {
  const url = requireUrl(setting, value);
  // Such as data: and javascript:, which no file can be relative to.
  if (!URL.canParse('file', url))
    throw invalidSetting(setting, `the URL of a folder or file, not '${value}'`);
  if (isOwnOrigin(url)) return url;
  const withoutBase = new URL(value, location.href);
  if (source === 'property' && withoutBase.origin === url.origin) return url;
  const expected = `a URL of the origin of this page or of the script, not of ${url.origin}`;
  const hint = source === 'attribute' ? 'set the property' : 'write the URL in full';
  throw invalidSetting(setting, `${expected}; to use another origin ${hint}`);
}

function isOwnOrigin(url: URL): boolean {
  // Pages from files and of apps have the origin "null", which says nothing.
  const isOf = (own: URL) =>
    url.origin === own.origin && (own.origin !== 'null' || url.protocol === own.protocol);
  const script = packageUrl(import.meta.url, '');
  return isOf(new URL(location.href)) || (script !== undefined && isOf(script));
}
