/** A value that JSON can represent. Optional fields may be undefined: JSON leaves them out. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export type JsonObject = { readonly [name: string]: JsonValue | undefined };
