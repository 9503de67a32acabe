import { nothing } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import type { RecognizeBase } from '../recognize-base.ts';

const properties = [
  'recognizeId',
  'camera',
  'assetsBase',
  'models',
  'matcherKey',
  'execution',
  'labels',
  'lang',
  'theme',
  'liveRegion',
] as const satisfies readonly (keyof RecognizeBase)[];

class TakenOver extends Directive {
  override render(_from: RecognizeBase): typeof nothing {
    return nothing;
  }

  override update({ element }: ElementPart, [from]: [RecognizeBase]): typeof nothing {
    for (const property of properties) Object.assign(element, { [property]: from[property] });
    return nothing;
  }
}

/** For an element of ours within another: person, camera, files, language and looks are those of the outer one, whenever that renders. */
export const takenOver = directive(TakenOver);
