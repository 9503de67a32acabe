import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARCFACE_SIDE, ARCFACE_TEMPLATE } from '../../../src/vision/pipeline/arcface-template.ts';
import { assessQuality } from '../../../src/vision/pipeline/quality.ts';
import type { Face, Frame, QualityIssue } from '../../../src/vision/types.ts';
import { pictures } from './pictures.ts';

/** Fractions of the pictures of a group. */
export interface GroupQuality {
  readonly pictures: number;
  readonly covered: number;
  /** Refused for their light at a quarter of it. */
  readonly dark: number;
}

const ARCHIVE = 'fairface_aligned112_webp.tar.gz';
const LIGHT_ISSUES: ReadonlySet<QualityIssue> = new Set(['dark', 'bright', 'backlit', 'flat']);
const LIGHT = 1 / 4;

/** Measures the aligned pictures of the part `val` of FairFace, whose men are grouped. Nobody removed those with sunglasses, hands or hats. */
export async function measureQualityByGroup(data: string): Promise<Record<string, GroupQuality>> {
  const groups = readGroups(data);
  const counts = new Map<string, { pictures: number; covered: number; dark: number }>();
  for await (const { name, frame } of pictures(data, ARCHIVE)) {
    const group = groups.get(name);
    if (group === undefined) continue;
    const count = counts.get(group) ?? { pictures: 0, covered: 0, dark: 0 };
    counts.set(group, count);
    count.pictures++;
    if (assessQuality(frame, alignedFace).issues.includes('covered')) count.covered++;
    if (assessQuality(dimmed(frame), alignedFace).issues.some((issue) => LIGHT_ISSUES.has(issue)))
      count.dark++;
  }
  return Object.fromEntries(
    [...counts].map(([group, { pictures, covered, dark }]) => [
      group,
      { pictures, covered: covered / pictures, dark: dark / pictures },
    ]),
  );
}

function readGroups(data: string): ReadonlyMap<string, string> {
  const lines = readFileSync(join(data, 'faces', 'fairface.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const rows = lines.map((line) => line.split(','));
  return new Map(
    rows.filter(([, part]) => part === 'val').map(([file, , , group]) => [file!, group!] as const),
  );
}

const [a, b, c, d, e] = ARCFACE_TEMPLATE.map(([x, y]) => ({ x, y }));
const alignedFace: Face = {
  box: { x: 0, y: 0, width: ARCFACE_SIDE, height: ARCFACE_SIDE },
  landmarks: [a!, b!, c!, d!, e!],
  score: 1,
};

/** sRGB values of the same picture with `LIGHT` of its light. */
const dim = Uint8ClampedArray.from({ length: 256 }, (_, value) => {
  const encoded = value / 255;
  const linear = LIGHT * (encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4);
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);
});

function dimmed({ width, height, data }: Frame): Frame {
  return { width, height, data: data.map((value, at) => (at % 4 === 3 ? value : dim[value]!)) };
}
