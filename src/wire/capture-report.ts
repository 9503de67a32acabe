import type { Bytes } from './bytes.ts';
import { type FieldReader, malformedBody } from './fields.ts';
import {
  type CaptureFlags,
  CHALLENGE_LENGTH,
  type LivenessLevel,
  livenessLevels,
  type Movement,
  movements,
} from './liveness.ts';

/** What a browser says about its capture. */
export interface CaptureReport {
  /** The level that was carried out. */
  readonly liveness: LivenessLevel;
  readonly flags: CaptureFlags;
}

/** Bytes of a level in a message. */
export const LEVEL_BYTES = 1;

/** Bytes of a report in a message: the level, and one bit for each flag. */
export const REPORT_BYTES = LEVEL_BYTES + 1;

/** The name of a flag at index i is bit i, from the least significant one. */
const flagNames = [
  'virtualCamera',
  'repeatedFrames',
  'noSensorNoise',
  'constantIntervals',
  'cameraChanged',
] as const satisfies readonly (keyof CaptureFlags)[];

/** No flag is set. */
export const noCaptureFlags: CaptureFlags = {
  virtualCamera: false,
  repeatedFrames: false,
  noSensorNoise: false,
  constantIntervals: false,
  cameraChanged: false,
};

/** 1 byte: 0 off, 1 passive, 2 active. */
export const levelField = (level: LivenessLevel): Bytes => new Uint8Array([livenessLevels.indexOf(level)]);

/** @throws RecognizeError `security/envelope-invalid` on another value */
export function readLevel(reader: FieldReader): LivenessLevel {
  const level = livenessLevels[reader.u8()];
  if (level === undefined) throw malformedBody('liveness: expected 0, 1 or 2');
  return level;
}

/** 2 bytes: the level, then the flags. */
export function reportField({ liveness, flags }: CaptureReport): Bytes {
  const bits = flagNames.reduce((sum, name, i) => sum | (Number(flags[name]) << i), 0);
  return new Uint8Array([...levelField(liveness), bits]);
}

/** @throws RecognizeError `security/envelope-invalid` on an unknown level or flag */
export function readReport(reader: FieldReader): CaptureReport {
  const liveness = readLevel(reader);
  const bits = reader.u8();
  if (bits >> flagNames.length !== 0) throw malformedBody('flags: an unknown one is set');
  const flag = (name: keyof CaptureFlags) => ((bits >> flagNames.indexOf(name)) & 1) === 1;
  return {
    liveness,
    flags: {
      virtualCamera: flag('virtualCamera'),
      repeatedFrames: flag('repeatedFrames'),
      noSensorNoise: flag('noSensorNoise'),
      constantIntervals: flag('constantIntervals'),
      cameraChanged: flag('cameraChanged'),
    },
  };
}

/**
 * 3 bytes: 1 left, 2 right, 3 up, 4 down, 5 closer; zeros without a challenge.
 *
 * @param challenge empty, or three movements
 */
export const challengeField = (challenge: readonly Movement[]): Bytes =>
  Uint8Array.from({ length: CHALLENGE_LENGTH }, (_, i) => movements.indexOf(challenge[i]!) + 1);

/**
 * @returns empty, or three different movements
 * @throws RecognizeError `security/envelope-invalid` on anything else
 */
export function readChallenge(reader: FieldReader): readonly Movement[] {
  const field = [...reader.take(CHALLENGE_LENGTH)];
  if (field.every((value) => value === 0)) return [];
  const challenge = field.flatMap((value) => movements[value - 1] ?? []);
  if (new Set(challenge).size !== CHALLENGE_LENGTH)
    throw malformedBody('challenge: expected three different movements');
  return challenge;
}
