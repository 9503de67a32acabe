import { verifyAssertion } from '../wire/assertion.ts';
import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, utf8, wipe } from '../wire/bytes.ts';
import type { CaptureReport } from '../wire/capture-report.ts';
import { encodeClientState } from '../wire/client-state.ts';
import { type EnrollmentType, encodeEnrollRequest, parseEnrollResponse } from '../wire/messages/enroll.ts';
import type { PhotoReport } from '../wire/photo.ts';
import type { SharePair } from '../wire/shares.ts';
import type { AuthorizationClaims } from '../wire/tokens.ts';

/** A new client device, which the matcher does not know yet. */
export interface NewEnrollment {
  readonly type: EnrollmentType;
  /** In the list of devices. Undefined or empty: the matcher chooses a name. */
  readonly name: string | undefined;
  readonly modelId: string;
  /** The server share is overwritten. */
  readonly shares: SharePair;
  /** The host's authorization. */
  readonly token: string;
  /** Of the token. */
  readonly claims: AuthorizationClaims;
  readonly report: CaptureReport;
  /** Undefined for a camera. */
  readonly photo: PhotoReport | undefined;
}

/** A client device that the matcher has stored. */
export interface StoredEnrollment {
  readonly recognizeId: string;
  readonly deviceId: string;
  readonly type: EnrollmentType;
  readonly clientState: string;
  readonly assertion: string;
  /** Authorization of the recovery that binds this browser directly after the enrollment; empty unless the host's token allows it. */
  readonly activationToken: string;
}

/** What an enrollment needs of the encrypted channel to the matcher. */
export interface EnrollmentChannel {
  /** The verified key of the matcher, base64url of 64 bytes. */
  readonly signingKey: string;
  /**
   * Seals EnrollRequest and sends it to `POST ceremonies`. Resolves with EnrollResponse.
   *
   * @param fields of the request besides the sealed body, in the clear
   */
  send(
    fields: { readonly ceremony: 'enroll'; readonly step: 1; readonly device: { readonly name?: string } },
    enrollRequest: Bytes,
  ): Promise<Bytes>;
}

/**
 * Sends the server share of a new client device to the matcher, verifies the assertion in its response, and creates the client state.
 *
 * @throws RecognizeError as `EnrollmentChannel.send`; `security/envelope-invalid`, `security/assertion-invalid`
 */
export async function sendEnrollment(
  { signingKey, send }: EnrollmentChannel,
  enrollment: NewEnrollment,
): Promise<StoredEnrollment> {
  const { type, name, modelId, shares, claims, report, photo } = enrollment;
  const enrollRequest = await createEnrollRequest(enrollment);
  const fields = { ceremony: 'enroll', step: 1, device: name ? { name } : {} } as const;
  // Client share and server share together are the template, so the server share is overwritten after the request.
  const response = await send(fields, enrollRequest).finally(() => wipe(shares.server.share, enrollRequest));

  const { created, expires, assertion, activationToken, ...enrollResponse } = parseEnrollResponse(response);
  const recognizeId = claims.sub;
  const deviceId = toBase64url(enrollResponse.deviceId);
  await verifyAssertion(assertion, signingKey, {
    sub: recognizeId,
    aud: claims.origin,
    ceremony: 'enroll',
    deviceId,
    nonce: claims.challenge ?? claims.jti,
    transactionHash: claims.transaction_hash,
    operation: claims.operation,
    handoff: claims.handoff,
    scenario: photo?.scenario,
    report,
  });
  const device = { type, recognizeId, deviceId, modelId, created, expires };
  const clientState = encodeClientState({ version: 1, ...device, share: shares.client });
  return { recognizeId, deviceId, type, clientState, assertion, activationToken };
}

async function createEnrollRequest(enrollment: NewEnrollment): Promise<Bytes> {
  const { type, modelId, shares, token, report, photo } = enrollment;
  const digest = await crypto.subtle.digest('SHA-256', utf8(modelId));
  return encodeEnrollRequest({
    type,
    n: shares.server.share.length * 8,
    modelIdHash: new Uint8Array(digest),
    token,
    ...shares.server,
    report,
    ...(photo === undefined ? {} : { photo: { scenario: photo.scenario, hash: photo.hash } }),
  });
}
