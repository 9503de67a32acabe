import * as v from 'valibot';
import { cleanName } from '../visible-text.ts';

/** How a browser describes itself at the start of a ceremony. It is not verified and only shown in the list of devices. */
export interface DeviceDescription {
  readonly name?: string;
  readonly browser?: string;
  readonly system?: string;
}

const fields = ['name', 'browser', 'system'] as const;

/** Drops fields that are not text or are empty after cleaning: a description is no reason to refuse a ceremony. */
export const deviceDescriptionSchema = v.pipe(
  v.unknown(),
  v.transform((value): DeviceDescription => {
    if (typeof value !== 'object' || value === null) return {};
    const entries = fields.flatMap((field) => {
      const label: unknown = Reflect.get(value, field);
      const cleaned = typeof label === 'string' ? cleanName(label) : '';
      return cleaned === '' ? [] : [[field, cleaned] as const];
    });
    return Object.fromEntries(entries);
  }),
);
