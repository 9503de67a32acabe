import type { HintName } from '../events.ts';
import type { Box, Landmarks, Point } from '../vision/types.ts';
import { ovalIn, type Size } from './oval.ts';

/** The oval in pixels of the frame. */
interface OvalInFrame extends Size {
  readonly center: Point;
}

/**
 * Least and largest area of the face's box relative to the box of the oval. A person at arm's length from a laptop has 0.2 to 0.3, and so
 * have the simulated people.
 */
const AREA = { min: 0.19, max: 0.85 } as const;
/** Largest distance of the middle of the face from the middle of the oval, relative to half of its width or height. */
const MAX_OFFSET = 0.4;
/**
 * How much the limits are exceeded before a face that was good counts as misplaced: without it, small movements at a limit would make the
 * hint flicker. The movements of the liveness check need more, because the face is on its way back to where it was.
 */
const TOLERANCE = { none: 1, still: 1.12, moving: 1.5 } as const;

/**
 * Where the user sees the oval, in pixels of the frame. The frame covers the viewfinder and is centered, so that parts of it are outside.
 *
 * @param viewfinder its size in any unit
 */
export function ovalInFrame(frame: Size, viewfinder: Size): OvalInFrame {
  const scale = Math.max(viewfinder.width / frame.width, viewfinder.height / frame.height);
  const { width, height } = ovalIn(viewfinder);
  return {
    width: width / scale,
    height: height / scale,
    center: { x: (frame.width - 1) / 2, y: (frame.height - 1) / 2 },
  };
}

export interface PositionOptions {
  /** Whether the user sees the picture mirrored. */
  readonly mirrored: boolean;
  /** `none`: for a face that was not good; `still`: that was; `moving`: between the movements of the liveness check. */
  readonly tolerance: keyof typeof TOLERANCE;
}

/** What the user should do so that the face is in the oval; `undefined` when it is. A good face has all landmarks in the oval. */
export function positionHint(
  { box, landmarks }: { readonly box: Box; readonly landmarks: Landmarks },
  oval: OvalInFrame,
  { mirrored, tolerance: name }: PositionOptions,
): HintName | undefined {
  const tolerance = TOLERANCE[name];
  const area = (box.width * box.height) / (oval.width * oval.height);
  if (area > AREA.max * tolerance) return 'go-back';
  const right = (box.x + box.width / 2 - oval.center.x) / (oval.width / 2);
  const down = (box.y + box.height / 2 - oval.center.y) / (oval.height / 2);
  const isCentered = Math.max(Math.abs(right), Math.abs(down)) <= MAX_OFFSET * tolerance;
  if (isCentered && landmarks.every((landmark) => isInside(landmark, oval)))
    return area * tolerance < AREA.min ? 'come-closer' : undefined;
  if (Math.abs(down) > Math.abs(right)) return down < 0 ? 'move-down' : 'move-up';
  return right < 0 === mirrored ? 'move-left' : 'move-right';
}

const isInside = ({ x, y }: Point, { center, width, height }: OvalInFrame): boolean =>
  Math.hypot((x - center.x) / (width / 2), (y - center.y) / (height / 2)) <= 1;
