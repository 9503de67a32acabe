import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createNodeVision } from '../../src/vision/node.ts';
import type { Face, FacePoints, Frame } from '../../src/vision/types.ts';
import { pictures } from '../../test/bench/evaluate/pictures.ts';
import { referenceManifest } from '../../test/bench/evaluate/reference.ts';

/**
 * Where the detector is weak: its figures set by set and by the face's size at the net's input, against YuNet at 320 × 320 (score >= 0.7), or
 * against the true points of rendered views: node --import tsx models/training/evaluate_detect.ts [--manifest FILE] [--views DIR]
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.RECOGNIZE_DATA ?? '../shared/data' },
    manifest: { type: 'string', default: 'models/manifest.json' },
    views: { type: 'string' },
  },
});
interface Truth {
  readonly frame: Frame;
  readonly faces: readonly Pick<Face, 'box' | 'points'>[];
  /** What the reference sees even faintly: not counted as false. */
  readonly faint: readonly Pick<Face, 'box'>[];
}
const ours = await createNodeVision(values.manifest);
const path = join(mkdtempSync(join(tmpdir(), 'recognize-reference-')), 'manifest.json');
writeFileSync(path, JSON.stringify(await referenceManifest(values.data)));
const reference = await createNodeVision(path, { modelsFolder: join(values.data, 'models') });

const sets: Record<string, () => AsyncIterable<Truth>> = {
  lfw: () => judged(archived('lfw_raw250_fold1.tar.gz')),
  selfies: () => judged(archived('selfies_unsplash_1280.tar.gz')),
  'clip studio': () => judged(clip('studio-head-turns.mp4', 960, 540)),
  'clip webcam': () => judged(clip('webcam-backlit.avi', 640, 480)),
};
const folder = values.views;
if (folder !== undefined) sets.rendered = () => rendered(folder);
const table: Record<string, object> = {};
for (const [name, read] of Object.entries(sets)) table[name] = await measure(read());
console.table(table);

async function measure(truths: AsyncIterable<Truth>) {
  const errors: number[] = [];
  const [all, large] = [
    { found: 0, of: 0 },
    { found: 0, of: 0 },
  ];
  let [frames, wrong] = [0, 0];
  for await (const { frame, faces, faint } of truths) {
    const found = await ours.detect(frame);
    const scale = ours.modelSet.detector.input.width / Math.max(frame.width, frame.height);
    frames++;
    for (const face of faces) {
      const match = found.find((other) => overlap(face, other) >= 0.4);
      const big = Math.sqrt(face.box.width * face.box.height) * scale >= 48;
      for (const count of big ? [all, large] : [all]) {
        count.of++;
        if (match !== undefined) count.found++;
      }
      if (match !== undefined) errors.push(pointError(match.points, face.points));
    }
    wrong += found.filter((face) => !faint.some((other) => overlap(face, other) >= 0.2)).length;
  }
  errors.sort((a, b) => a - b);
  const share = ({ found, of }: { found: number; of: number }) => `${(found / of).toFixed(4)} of ${of}`;
  const at = (part: number) => errors[Math.floor(errors.length * part)]?.toFixed(4);
  return {
    frames,
    recall: share(all),
    'recall 48 px': share(large),
    'false per 100': ((100 * wrong) / frames).toFixed(2),
    'point error': at(0.5),
    'its 90 %': at(0.9),
  };
}

async function* archived(archive: string): AsyncGenerator<Frame> {
  for await (const { frame } of pictures(values.data, archive)) yield frame;
}

async function* judged(frames: AsyncIterable<Frame>): AsyncGenerator<Truth> {
  for await (const frame of frames) {
    const faint = await reference.detect(frame);
    yield { frame, faint, faces: faint.filter(({ score }) => score >= 0.7) };
  }
}

/** Every third frame of a recording, through ffmpeg. */
async function* clip(name: string, width: number, height: number): AsyncGenerator<Frame> {
  const filter = `select=not(mod(n\\,3)),scale=${width}:${height}`;
  const file = join(values.data, 'videos', name);
  const form = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-'];
  const child = spawn('ffmpeg', ['-v', 'error', '-i', file, '-vf', filter, ...form]);
  const size = width * height * 4;
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of child.stdout as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, part]);
    for (; rest.length >= size; rest = rest.subarray(size)) {
      yield { width, height, data: new Uint8ClampedArray(rest.subarray(0, size)) };
    }
  }
}

/** Every tenth view that render_simulated.ts has written. */
async function* rendered(from: string): AsyncGenerator<Truth> {
  const index = JSON.parse(readFileSync(join(from, 'views.json'), 'utf8')) as {
    width: number;
    height: number;
    views: { points: [number, number][]; box: [number, number, number, number] }[];
  };
  const { width, height } = index;
  const bytes = readFileSync(join(from, 'views.rgb'));
  for (let row = 0; row < index.views.length; row += 10) {
    const { points, box } = index.views[row]!;
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let i = 0; i < width * height; i++) {
      for (let k = 0; k < 3; k++) data[4 * i + k] = bytes[3 * (row * width * height + i) + k]!;
    }
    const face = {
      box: { x: box[0], y: box[1], width: box[2] - box[0], height: box[3] - box[1] },
      points: points.map(([x, y]) => ({ x, y })) as unknown as FacePoints,
    };
    yield { frame: { width, height, data }, faces: [face], faint: [face] };
  }
}

function overlap({ box: a }: Pick<Face, 'box'>, { box: b }: Pick<Face, 'box'>): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const both = Math.max(0, width) * Math.max(0, height);
  return both / (a.width * a.height + b.width * b.height - both);
}

/** Mean over the points, in distances of the eyes. */
function pointError(points: FacePoints, truth: FacePoints): number {
  const eyes = Math.hypot(truth[1].x - truth[0].x, truth[1].y - truth[0].y);
  const sum = points.reduce((total, p, i) => total + Math.hypot(p.x - truth[i]!.x, p.y - truth[i]!.y), 0);
  return sum / 5 / Math.max(eyes, 1);
}
