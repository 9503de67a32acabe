import type { Half } from './halves.ts';

/** Kinds of attacks, in the words of the report. */
export const attackKinds = [
  'still',
  'waved',
  'bent',
  'zoomed',
  'cutout',
  'ordered',
  'filmWrongOrder',
  'filmRightOrder',
  'cut',
  'frozen',
] as const;

export type AttackKind = (typeof attackKinds)[number];

export type ClipKind = AttackKind | 'genuine';

/** What came out of one clip. */
export interface ClipResult {
  readonly name: string;
  readonly kind: ClipKind;
  readonly half: Half;
  /** Whether each level accepted the clip as live; `active` within `tries` tries. */
  readonly active: boolean;
  readonly passive: boolean;
  /** Why it was refused, for the table. */
  readonly activeReason: string;
  readonly passiveReason: string;
  /** Seconds from the first frame to the end of an active run. */
  readonly seconds: number;
  /** Mean score of the passive net over the first frames; NaN without a net. */
  readonly live: number;
  /** 2 if a person needed a second try at the level `active`. */
  readonly tries: number;
  /** Median residual of the flatness test for each movement. */
  readonly residuals: readonly number[];
}

/** Share of attacks that are taken for live (APCER of ISO/IEC 30107-3), 0..1 for each kind. */
export type AttackRates = Readonly<Record<AttackKind, number>>;

export interface LivenessReport {
  readonly apcer: AttackRates;
  readonly apcerPassive: AttackRates;
  /** Share of genuine clips that are refused (BPCER), 0..1. */
  readonly bpcer: { readonly active: number; readonly passive: number };
  readonly attacks: number;
  readonly genuine: number;
  /** Median seconds of the genuine clips that an active run accepts. */
  readonly medianSeconds: number;
}

/** The figures over the clips of the reported half. @throws Error if a kind has no clip */
export function reportOf(results: readonly ClipResult[]): LivenessReport {
  const reported = results.filter(({ half }) => half === 'report');
  const ofKind = (kind: ClipKind) => {
    const clips = reported.filter((clip) => clip.kind === kind);
    if (clips.length === 0) throw new Error(`no clip of the kind ${kind}`);
    return clips;
  };
  const rates = (level: 'active' | 'passive') =>
    Object.fromEntries(
      attackKinds.map((kind) => [kind, share(ofKind(kind), (clip) => clip[level])]),
    ) as unknown as AttackRates;
  const genuine = ofKind('genuine');
  return {
    apcer: rates('active'),
    apcerPassive: rates('passive'),
    bpcer: {
      active: share(genuine, (clip) => !clip.active),
      passive: share(genuine, (clip) => !clip.passive),
    },
    attacks: reported.length - genuine.length,
    genuine: genuine.length,
    medianSeconds: median(genuine.filter((clip) => clip.active).map((clip) => clip.seconds)),
  };
}

export function share<T>(items: readonly T[], isTrue: (item: T) => boolean): number {
  return items.filter(isTrue).length / items.length;
}

/** @returns 0 of an empty list */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
