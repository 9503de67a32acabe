import { compactVerify, importJWK } from 'jose';
import * as v from 'valibot';
import { RecognizeError } from '../errors.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import type { CaptureReport } from './capture-report.ts';
import { type CaptureFlags, livenessLevels } from './liveness.ts';
import { parseWith } from './parse.ts';
import { type Scenario, scenarios } from './photo.ts';
import { type Ceremony, ceremonies } from './tokens.ts';
import { canonicalJson } from './transaction.ts';

const assertionSchema = v.pipe(
  v.object({
    iss: v.string(),
    aud: v.string(),
    /** Recognize ID. */
    sub: v.string(),
    /** Seconds since the epoch. */
    iat: v.number(),
    /** Seconds since the epoch. */
    exp: v.number(),
    jti: v.string(),
    /** The host's challenge, otherwise the id of the ceremony. */
    nonce: v.string(),
    ceremony: v.picklist(ceremonies),
    device_id: v.string(),
    /**
     * RFC 8176: `face`, and `pop` when the device key signed. Neither `hwk` nor `swk`, because the matcher cannot know where the browser
     * keeps the key.
     */
    amr: v.pipe(v.array(v.string()), v.readonly()),
    /** Thumbprint of the bound device key (RFC 7800). */
    cnf: v.exactOptional(v.pipe(v.object({ jkt: v.string() }), v.readonly())),
    transaction_hash: v.exactOptional(v.string()),
    operation: v.exactOptional(v.string()),
    /** Id of the hand-off, when another browser than the one of the session has carried out the ceremony. */
    handoff: v.exactOptional(v.string()),
    /** `photo` for an enrollment from a photo; absent for one from a camera. */
    source: v.exactOptional(v.literal('photo')),
    /** Of the photo, which the host's authorization has named. */
    scenario: v.exactOptional(v.picklist(scenarios)),
    /** The level of the liveness check that the browser says it has carried out. It is at least the one of the authorization. */
    liveness: v.picklist(livenessLevels),
    /** What the browser says it has noticed about its camera. Signals, which decided nothing. */
    capture: v.pipe(
      v.object({
        virtual_camera: v.boolean(),
        repeated_frames: v.boolean(),
        no_sensor_noise: v.boolean(),
        constant_intervals: v.boolean(),
        camera_changed: v.boolean(),
      }),
      v.readonly(),
    ),
  }),
  v.readonly(),
);

/** Claims of the matcher's assertion that a ceremony succeeded (ES256 JWT). The host's backend verifies it with `jwks.json`. */
export type AssertionClaims = v.InferOutput<typeof assertionSchema>;

/** The flags of a capture as the claim `capture`. */
export const captureClaim = (flags: CaptureFlags): AssertionClaims['capture'] => ({
  virtual_camera: flags.virtualCamera,
  repeated_frames: flags.repeatedFrames,
  no_sensor_noise: flags.noSensorNoise,
  constant_intervals: flags.constantIntervals,
  camera_changed: flags.cameraChanged,
});

/** The claims of a verified assertion. @throws RecognizeError `security/assertion-invalid` whose `detail` names the claim */
export const parseAssertion = (payload: unknown): AssertionClaims =>
  parseWith(assertionSchema, payload, 'security/assertion-invalid', 'assertion');

/** What an assertion must be about. */
export interface ExpectedAssertion {
  /** Recognize ID. */
  readonly sub: string;
  /** Origin of the page. */
  readonly aud: string;
  readonly ceremony: Ceremony;
  /** base64url. */
  readonly deviceId: string;
  /** The host's challenge, otherwise the id of the ceremony; without one for an enrollment, the id of its authorization. */
  readonly nonce: string;
  /** RFC 7638 thumbprint of the device key of this browser; absent for an enrollment. */
  readonly keyThumbprint?: string | undefined;
  /** Of the authorization, also when it has none. */
  readonly transactionHash: string | undefined;
  /** Of the authorization, also when it has none. */
  readonly operation: string | undefined;
  /** Of the authorization, also when it has none. */
  readonly handoff?: string | undefined;
  /** Of the photo of an enrollment. */
  readonly scenario?: Scenario | undefined;
  /** What this browser has sent about its capture. */
  readonly report: CaptureReport;
}

/**
 * Verifies an assertion with the matcher's signing key. Its times are not checked, because the clock of a browser may be wrong; the host's
 * backend checks them.
 *
 * @param signingKey base64url of 64 bytes (P-256, x ‖ y)
 * @returns the claims
 * @throws RecognizeError `security/assertion-invalid`
 */
export async function verifyAssertion(
  assertion: string,
  signingKey: string,
  expected: ExpectedAssertion,
): Promise<AssertionClaims> {
  const claims = await openAssertion(assertion, signingKey);
  requireClaim('sub', claims.sub, expected.sub);
  requireClaim('aud', claims.aud, expected.aud);
  requireClaim('ceremony', claims.ceremony, expected.ceremony);
  requireClaim('device_id', claims.device_id, expected.deviceId);
  requireClaim('nonce', claims.nonce, expected.nonce);
  requireClaim('cnf', claims.cnf?.jkt, expected.keyThumbprint);
  requireClaim('transaction_hash', claims.transaction_hash, expected.transactionHash);
  requireClaim('operation', claims.operation, expected.operation);
  requireClaim('handoff', claims.handoff, expected.handoff);
  requireClaim('source', claims.source, expected.scenario && 'photo');
  requireClaim('scenario', claims.scenario, expected.scenario);
  requireClaim('liveness', claims.liveness, expected.report.liveness);
  const flags = captureClaim(expected.report.flags);
  requireClaim('capture', canonicalJson(claims.capture), canonicalJson(flags));
  return claims;
}

/** Verifies the signature of an assertion and reads its claims. @throws RecognizeError `security/assertion-invalid` */
export async function openAssertion(assertion: string, signingKey: string): Promise<AssertionClaims> {
  let payload: unknown;
  try {
    const key = await importSigningKey(signingKey);
    const verified = await compactVerify(assertion, key, { algorithms: ['ES256'] });
    payload = JSON.parse(new TextDecoder().decode(verified.payload));
  } catch (cause) {
    throw new RecognizeError('security/assertion-invalid', {
      cause,
      detail: 'assertion: expected an ES256 JWT with a signature of the matcher',
    });
  }
  return parseAssertion(payload);
}

function requireClaim(
  name: keyof AssertionClaims,
  actual: string | undefined,
  expected: string | undefined,
): void {
  if (actual !== expected)
    throw new RecognizeError('security/assertion-invalid', {
      detail: `assertion.${name}: expected ${expected ?? 'none'}, found ${actual ?? 'none'}`,
    });
}

function importSigningKey(signingKey: string) {
  const point = fromBase64url(signingKey);
  const [x, y] = [toBase64url(point.slice(0, 32)), toBase64url(point.slice(32))];
  return importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256');
}
