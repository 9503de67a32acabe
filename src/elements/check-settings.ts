import { requireAssetUrl } from '../client/asset-urls.ts';
import { EXECUTIONS, LIVENESS_LEVELS } from '../client/options.ts';
import {
  attribute,
  property,
  requireMatcherKey,
  requireObject,
  requireOneOf,
  requireString,
} from '../client/usage.ts';
import { assetSettings } from './asset-settings.ts';

/** What a page may set on every element. It is checked, because scripts can set anything. */
type Settings =
  | 'theme'
  | 'execution'
  | 'liveness'
  | 'liveRegion'
  | 'recognizeId'
  | 'camera'
  | 'matcherKey'
  | 'labels';
type ElementWithSettings = Parameters<typeof assetSettings>[0] & Readonly<Record<Settings, unknown>>;

/**
 * Checks the attributes and properties that all elements have.
 *
 * @throws RecognizeError `usage/invalid-attribute`, `usage/invalid-property`
 */
export function checkSettings(element: ElementWithSettings): void {
  requireOneOf(attribute('theme'), element.theme, ['auto', 'light', 'dark']);
  requireOneOf(attribute('execution'), element.execution, EXECUTIONS);
  requireOneOf(attribute('liveness'), element.liveness, LIVENESS_LEVELS);
  requireOneOf(attribute('live-region'), element.liveRegion, ['polite', 'off']);
  requireString(attribute('recognize-id'), element.recognizeId);
  requireString(attribute('lang'), element.lang);
  requireString(attribute('camera'), element.camera);
  for (const { name, value, source } of assetSettings(element))
    if (value) requireAssetUrl(attribute(name), value, source);
  requireMatcherKey(attribute('matcher-key'), element.matcherKey);
  requireObject(property('labels'), element.labels);
}
