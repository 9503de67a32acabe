import { nothing } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import { assetSettings } from '../asset-settings.ts';
import type { RecognizeElement } from '../recognize-element.ts';

const SETTINGS = [
  'recognizeId',
  'camera',
  'assetsBase',
  'models',
  'previousModels',
  'matcherKey',
  'execution',
  'liveness',
  'labels',
  'lang',
  'theme',
  'compact',
  'liveRegion',
] as const satisfies readonly (keyof RecognizeElement)[];

class InheritSettings extends Directive {
  override render(_outer: RecognizeElement): typeof nothing {
    return nothing;
  }

  override update({ element }: ElementPart, [outer]: [RecognizeElement]): typeof nothing {
    for (const { name, value, source } of assetSettings(outer))
      if (value && source === 'attribute') element.setAttribute(name, value);
      else element.removeAttribute(name);
    for (const setting of SETTINGS) Object.assign(element, { [setting]: outer[setting] });
    return nothing;
  }
}

/** Copies user, camera, assets, language and theme of the outer element to an inner one, each time the outer one renders. */
export const inheritSettings = directive(InheritSettings);
