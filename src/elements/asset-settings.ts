import { assetsBaseFrom } from '../client/options.ts';
import { attribute } from '../client/usage.ts';

/** A setting that names code or models. */
interface AssetSetting {
  readonly property: AssetProperty;
  /** Of the attribute. */
  readonly name: string;
  readonly value: string | undefined;
  /** A property that has the value of its attribute counts as the attribute, which a sanitizer may have let through. */
  readonly source: 'attribute' | 'property';
}

type ElementWithAssets = HTMLElement & {
  readonly assetsBase: string | undefined;
  readonly models: string | undefined;
  readonly previousModels: string | undefined;
};

const NAMES = { assetsBase: 'assets-base', models: 'models', previousModels: 'previous-models' } as const;

type AssetProperty = keyof typeof NAMES;

/** Where workers and models come from, and how the page has set it. */
export const assetSettings = (element: ElementWithAssets): AssetSetting[] =>
  (Object.keys(NAMES) as AssetProperty[]).map((property) => {
    const name = NAMES[property];
    const value = element[property];
    const source = element.getAttribute(name) === value ? 'attribute' : 'property';
    return { property, name, value, source };
  });

/**
 * The folder of workers, models and language packs.
 *
 * @throws RecognizeError `usage/invalid-attribute`, `usage/missing-property`
 */
export function assetsUrl(element: ElementWithAssets): URL {
  const { name, value, source } = assetSettings(element).find(({ property }) => property === 'assetsBase')!;
  return assetsBaseFrom(value, attribute(name), source);
}
