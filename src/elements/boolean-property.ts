import type { ComplexAttributeConverter } from 'lit';

/**
 * Whether a boolean attribute or property is on. Frameworks write `false` as the text "false" (React 18 in attributes, React 19 in
 * properties), so this text is off. Any other text is on, as with the attributes of HTML.
 */
export const isOn = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim().toLowerCase() !== 'false' : Boolean(value);

/** Converts the attribute of a boolean property. */
export const BOOLEAN_CONVERTER: ComplexAttributeConverter<boolean> = {
  fromAttribute: (value) => value !== null && isOn(value),
  toAttribute: (value) => (value ? '' : null),
};
