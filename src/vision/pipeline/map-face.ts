import type { Face, Landmarks, Point } from '../types.ts';

/** The face in another coordinate system: every coordinate times `scale`, then plus `offset`. */
export function mapFace({ box, landmarks, score }: Face, scale: number, offset: Point): Face {
  const map = ({ x, y }: Point): Point => ({ x: x * scale + offset.x, y: y * scale + offset.y });
  const [leftEye, rightEye, nose, mouthLeft, mouthRight] = landmarks;
  const mapped: Landmarks = [map(leftEye), map(rightEye), map(nose), map(mouthLeft), map(mouthRight)];
  return {
    box: { ...map(box), width: box.width * scale, height: box.height * scale },
    landmarks: mapped,
    score,
  };
}
