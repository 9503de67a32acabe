import { openModelZoo } from '../open-model-zoo/model-set.ts';
import type { BuiltInSet } from './built-in-set.ts';

const sets: Readonly<Record<string, BuiltInSet>> = { 'open-model-zoo': openModelZoo };

export const builtInNames: readonly string[] = Object.keys(sets);

export const findBuiltIn = (name: string): BuiltInSet | undefined =>
  Object.hasOwn(sets, name) ? sets[name] : undefined;
