import type { Device } from '../../client/index.ts';
import { fill } from '../../i18n/language.ts';
import type { Pack } from '../../i18n/types.ts';
import { distinctName } from '../../visible-text.ts';

/** The names that the backend gives to client states which nobody has named. */
const UNNAMED: Readonly<Record<Device['type'], string>> = {
  BACKUP: 'Recovery',
  TEMPORARY: 'One-time',
  SDK: 'Browser',
};

/** The devices with the names that the list shows: each device has a name, and no two have the same. The oldest one keeps its name. */
export function namedDevices(devices: readonly Device[], texts: Pack['devices']): readonly Device[] {
  const shown = new Map(devices.map((device) => [device, shownName(device, texts)]));
  const taken = new Set(shown.values());
  const seen = new Set<string>();
  for (const device of [...devices].sort((a, b) => a.created - b.created)) {
    const name = shown.get(device)!;
    const distinct = seen.has(name) ? distinctName(name, taken) : name;
    seen.add(distinct);
    taken.add(distinct);
    shown.set(device, distinct);
  }
  return devices.map((device) => ({ ...device, name: shown.get(device)! }));
}

/** A name that a person has chosen; another one in the language of the texts, with its number. */
function shownName({ type, name, browser = '', system = '' }: Device, texts: Pack['devices']): string {
  if (name === '') return texts.types[type];
  const [, base = '', number = ''] = /^(.*?)( \d+)?$/.exec(name)!;
  if (base === UNNAMED[type]) return texts.types[type] + number;
  const proposed = [`${browser} on ${system}`, `${browser}, ${system}`];
  if (browser && system && proposed.includes(base)) return softwareName({ browser, system }, texts)! + number;
  return name;
}

/** Browser and system, as far as they are known; undefined if neither is. */
export function softwareName(
  { browser, system }: Pick<Device, 'browser' | 'system'>,
  { software }: Pick<Pack['devices'], 'software'>,
): string | undefined {
  if (browser && system) return fill(software, { browser, system });
  return browser || system;
}
