import type { Box, Face, Point } from '../types.ts';

/** Overlapping detections of one face, highest score first. */
export type FaceCluster = readonly [Face, ...Face[]];

/** Intersection over union of two boxes, 0..1. */
export function iou(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (!(width > 0 && height > 0)) return 0;
  const intersection = width * height;
  return intersection / (a.width * a.height + b.width * b.height - intersection);
}

/**
 * Non-maximum suppression that keeps what it suppresses: a face whose IoU with a better one exceeds `threshold` joins that face's cluster.
 *
 * @returns clusters, highest score first; element 0 of each is what plain NMS would return
 */
export function nms(faces: readonly Face[], threshold: number): FaceCluster[] {
  const clusters: [Face, ...Face[]][] = [];
  for (const face of [...faces].sort((a, b) => b.score - a.score)) {
    const cluster = clusters.find(([best]) => iou(face.box, best.box) > threshold);
    if (cluster === undefined) clusters.push([face]);
    else cluster.push(face);
  }
  return clusters;
}

/**
 * The mean of a cluster, weighted by score, with the best score (Bazarevsky et al., "BlazeFace", 2019). The error of each cell of our
 * detector depends on its position in the face; averaging lowers the landmark error by a tenth.
 *
 * @param minScore score threshold of the detector, 0..1. A face weighs by how far its score exceeds it, so that a face near the threshold
 *   changes the mean continuously; one percent of the threshold is added so that the total weight is never zero.
 */
export function mergeCluster(cluster: FaceCluster, minScore: number): Face {
  const weight = ({ score }: Face) => score - 0.99 * minScore + Number.EPSILON;
  const total = cluster.reduce((sum, face) => sum + weight(face), 0);
  const mean = (read: (face: Face) => number) =>
    cluster.reduce((sum, face) => sum + weight(face) * read(face), 0) / total;
  const landmark = (i: 0 | 1 | 2 | 3 | 4): Point => ({
    x: mean(({ landmarks }) => landmarks[i].x),
    y: mean(({ landmarks }) => landmarks[i].y),
  });
  return {
    box: {
      x: mean(({ box }) => box.x),
      y: mean(({ box }) => box.y),
      width: mean(({ box }) => box.width),
      height: mean(({ box }) => box.height),
    },
    landmarks: [landmark(0), landmark(1), landmark(2), landmark(3), landmark(4)],
    score: cluster[0].score,
  };
}
