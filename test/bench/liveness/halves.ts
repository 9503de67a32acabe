import { hashOf } from './hash.ts';

/**
 * The material is split in two halves without a common person or picture: `tune`, on which thresholds are chosen, and `report`, which all
 * figures come from.
 */
export const halves = ['tune', 'report'] as const;

export type Half = (typeof halves)[number];

/** The half of a person, by the name, so that all pictures of a person are in one. */
export function halfOf(person: string): Half {
  return hashOf(person) % 2 === 0 ? 'tune' : 'report';
}

/** The person in a picture of LFW (`Name_Surname_0001.jpg`); other pictures show one person each. */
export function personOf(file: string): string {
  const name = file.replace(/^.*\//, '').replace(/\.\w+$/, '');
  // Several pictures of cgi_human_640 may show one person; they stay together.
  if (name.startsWith('cgi-')) return 'cgi';
  return name.replace(/_\d{4}$/, '');
}

/** Seeds of the simulated people of a half. Seeds below 1000 are never trained on. */
export const simulatedSeed = (half: Half, index: number): number =>
  2 * (index % 60) + (half === 'tune' ? 300 : 301);
