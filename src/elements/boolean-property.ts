import type { PropertyDeclaration } from 'lit';

/**
 * Whether a boolean attribute or property is on. Frameworks write `false` as the text "false" (React 18 in attributes, React 19 in
 * properties), so this text is off. Any other text is on, as with the attributes of HTML.
 */
export const isOn = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim().toLowerCase() !== 'false' : Boolean(value);

/** Declaration of a boolean property whose attribute may have the value "false". `RecognizeElement` also converts what is assigned. */
export const booleanProperty = (options: PropertyDeclaration = {}): PropertyDeclaration => ({
  type: Boolean,
  converter: {
    fromAttribute: (value) => value !== null && isOn(value),
    toAttribute: (value) => (value ? '' : null),
  },
  ...options,
});
