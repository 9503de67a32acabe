import { type ComplexAttributeConverter, LitElement, type PropertyDeclaration } from 'lit';

/**
 * Whether a boolean attribute or property is on. Frameworks write `false` as the text "false" (React 18 in attributes, React 19 in
 * properties), so this text is off. Any other text is on, as with the attributes of HTML.
 */
const isOn = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim().toLowerCase() !== 'false' : Boolean(value);

/** Converts the attribute of a boolean property. */
const BOOLEAN_CONVERTER: ComplexAttributeConverter<boolean> = {
  fromAttribute: (value) => value !== null && isOn(value),
  toAttribute: (value) => (value ? '' : null),
};

/** The declaration of a property, whose attribute is converted like this if it is boolean. */
const convertsBoolean = (options?: PropertyDeclaration): PropertyDeclaration | undefined =>
  options?.type === Boolean ? { ...options, converter: BOOLEAN_CONVERTER } : options;

/** The accessors of a boolean property. What is assigned is converted as its attribute is. */
const setsBoolean = (descriptor: PropertyDescriptor | undefined): PropertyDescriptor | undefined =>
  descriptor && {
    ...descriptor,
    set(value: unknown) {
      descriptor.set?.call(this, isOn(value));
    },
  };

/** An element whose boolean properties are converted like this. */
export abstract class BooleanPropertyElement extends LitElement {
  static override createProperty(name: PropertyKey, options?: PropertyDeclaration): void {
    // biome-ignore lint/complexity/noThisInStatic: Lit keeps the properties of each class.
    super.createProperty(name, convertsBoolean(options));
  }

  protected static override getPropertyDescriptor(
    name: PropertyKey,
    key: string | symbol,
    options: PropertyDeclaration,
  ): PropertyDescriptor | undefined {
    // biome-ignore lint/complexity/noThisInStatic: Lit looks for accessors of the class on which it is called.
    const descriptor = super.getPropertyDescriptor(name, key, options);
    return options.type === Boolean ? setsBoolean(descriptor) : descriptor;
  }
}
