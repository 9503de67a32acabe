import { RecognizeError } from '../errors.ts';

/** `models/manifest-invalid` with the path of the field and what it should have been. */
export function invalid(field: string, expected: string): RecognizeError {
  return new RecognizeError('models/manifest-invalid', { detail: `${field}: expected ${expected}` });
}

/** One JSON object whose fields are read by name, each with a check; errors carry the whole path. */
export class Fields {
  readonly #values: Record<string, unknown>;
  readonly #path: string;

  constructor(value: unknown, path = '') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalid(path || 'manifest', 'an object');
    }
    this.#values = value as Record<string, unknown>;
    this.#path = path === '' ? '' : `${path}.`;
  }

  object(name: string): Fields {
    return new Fields(this.#values[name], this.#path + name);
  }

  text(name: string, pattern = /\S/, expected = 'text that is not empty'): string {
    const value = this.#values[name];
    if (typeof value !== 'string' || !pattern.test(value)) throw invalid(this.#path + name, expected);
    return value;
  }

  number(name: string, low: number, high: number): number {
    return checkNumber(this.#values[name], this.#path + name, low, high);
  }

  integer(name: string, low: number, high: number): number {
    const value = this.number(name, low, high);
    if (!Number.isInteger(value)) throw invalid(this.#path + name, 'a whole number');
    return value;
  }

  boolean(name: string): boolean {
    const value = this.#values[name];
    if (typeof value !== 'boolean') throw invalid(this.#path + name, 'true or false');
    return value;
  }

  choice<T extends string>(name: string, choices: readonly T[]): T {
    const value = choices.find((choice) => choice === this.#values[name]);
    if (value === undefined) throw invalid(this.#path + name, choices.map((c) => `'${c}'`).join(' or '));
    return value;
  }

  /** A list of `length` (or any) numbers. */
  numbers(name: string, low: number, high: number, length?: number): number[] {
    const values = this.list(name, length);
    return values.map((value, i) => checkNumber(value, `${this.#path}${name}[${i}]`, low, high));
  }

  list(name: string, length?: number): readonly unknown[] {
    const value: unknown = this.#values[name];
    if (!Array.isArray(value) || value.length === 0 || (length !== undefined && value.length !== length)) {
      throw invalid(this.#path + name, `a list of ${length ?? 'one or more'}`);
    }
    return value;
  }

  path(name: string): string {
    return this.#path + name;
  }
}

export function checkNumber(value: unknown, field: string, low: number, high: number): number {
  if (typeof value !== 'number' || !(value >= low && value <= high)) {
    throw invalid(field, `a number from ${low} to ${high}`);
  }
  return value;
}
