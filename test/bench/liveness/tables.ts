import { attackKinds, type ClipResult, median, share } from './rates.ts';

type Row = Readonly<Record<string, string | number>>;

/** How often each kind of clip was accepted, and why the others were refused. */
export function reasonTable(results: readonly ClipResult[]): Record<string, Record<string, Row>> {
  const rows: Record<string, Row> = {};
  for (const kind of ['genuine', ...attackKinds] as const) {
    const clips = results.filter((clip) => clip.kind === kind);
    if (clips.length === 0) continue;
    const reasons = [...new Set(clips.map((clip) => clip.activeReason))];
    const count = (reason: string) => clips.filter((clip) => clip.activeReason === reason).length;
    rows[kind] = {
      clips: clips.length,
      active: rounded(share(clips, (clip) => clip.active)),
      passive: rounded(share(clips, (clip) => clip.passive)),
      seconds: rounded(median(clips.map((clip) => clip.seconds))),
      firstTry: reasons.map((reason) => `${reason} ${count(reason)}`).join(', '),
    };
  }
  return { 'accepted (share of clips) and result of the first try': rows };
}

const THRESHOLDS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
/** Kinds that the passive net is meant for. */
const PHOTO_KINDS: ReadonlySet<string> = new Set(['still', 'waved', 'zoomed']);

/** What each threshold of the passive net would refuse; empty without a net. */
export function tuningTables(results: readonly ClipResult[]): Record<string, Record<string, Row>> {
  const scored = results.filter(({ live }) => Number.isFinite(live));
  const genuine = scored.filter(({ kind }) => kind === 'genuine');
  const photos = scored.filter(({ kind }) => PHOTO_KINDS.has(kind));
  if (genuine.length === 0 || photos.length === 0) return {};
  const rows = THRESHOLDS.map((threshold) => [
    threshold,
    {
      bpcer: rounded(share(genuine, ({ live }) => live < threshold)),
      apcerPhotos: rounded(share(photos, ({ live }) => live >= threshold)),
      apcerAll: rounded(
        share(
          scored.filter(({ kind }) => kind !== 'genuine'),
          ({ live }) => live >= threshold,
        ),
      ),
    },
  ]);
  return { 'passive net: errors by threshold': Object.fromEntries(rows) };
}

const rounded = (value: number): number => Math.round(1000 * value) / 1000;
