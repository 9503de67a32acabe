import { expect, it } from 'vitest';
import {
  receiveMovements,
  startChallenge,
  updateChallenge,
} from '../../../src/liveness/challenge-tracker.ts';
import { collectEvidence, noEvidence } from '../../../src/liveness/evidence.ts';
import { FRONT, faceIn, framesOf, poses } from './support.ts';

/** Plays frames; the residual of each is its yaw. @returns the evidence */
function evidenceOf(targets: Parameters<typeof framesOf>[0]) {
  let challenge = receiveMovements(startChallenge(0), ['left', 'up', 'closer']);
  let evidence = noEvidence;
  for (const { pose, timeMs } of framesOf(targets)) {
    const planarity = { residual: Math.abs(pose.yaw!), noseResidual: 0 };
    const observation = faceIn({ ...pose, liveness: { signals: { repeated: false }, planarity, live: 0.9 } });
    const next = updateChallenge(challenge, observation, timeMs);
    evidence = collectEvidence(evidence, observation, challenge, next);
    challenge = next;
  }
  return evidence;
}

it('collects the residuals of frames in which most of the movement is done, on the way there and back', () => {
  const [left] = evidenceOf([FRONT, poses.left, FRONT]).residuals;
  // At 16° of 18°, before and after the turn.
  expect(left![0]).toBeCloseTo(16 / (16 / 18) ** 2);
  expect(left!.filter((yaw) => yaw === 24)).toHaveLength(10);
  expect(left).toHaveLength(14);
});

it('drops the residuals of an attempt that starts again, and keeps the scores of the passive net', () => {
  const { residuals, passiveScores } = evidenceOf([FRONT, poses.left, FRONT, poses.left]);
  expect(residuals).toEqual([]);
  expect(passiveScores).toHaveLength(60);
});
