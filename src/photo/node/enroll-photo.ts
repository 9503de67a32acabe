import { fileURLToPath } from 'node:url';
import { RecognizeError } from '../../errors.ts';
import { decodeCenter } from '../../manifest/center.ts';
import { LocalClientProtocol } from '../../matching/client-protocol.ts';
import { createNodeVision, type NodeVision } from '../../vision/node.ts';
import { verifyAssertion } from '../../wire/assertion.ts';
import { toBase64url } from '../../wire/base64url.ts';
import { type Bytes, utf8, wipe } from '../../wire/bytes.ts';
import { noCaptureFlags } from '../../wire/capture-report.ts';
import { encodeClientState } from '../../wire/client-state.ts';
import { requireRecognizeId } from '../../wire/ids.ts';
import {
  type EnrollmentType,
  type EnrollResponse,
  encodeEnrollRequest,
  parseEnrollResponse,
} from '../../wire/messages/enroll.ts';
import type { Scenario } from '../../wire/photo.ts';
import { requireAuthorizedSource } from '../../wire/photo-authorization.ts';
import type { ClientShare } from '../../wire/shares.ts';
import { type AuthorizationClaims, readAuthorization } from '../../wire/tokens.ts';
import { examinePhoto } from '../examine-photo.ts';
import { decodePhoto } from './decode-photo.ts';
import { openPhoto } from './open-photo.ts';
import { type Backend, type Channel, openChannel } from './send-to-matcher.ts';

export interface EnrollPhotoOptions extends Backend {
  /** JPEG, PNG or WebP: the bytes of the file, or its path. */
  readonly photo: Uint8Array | string;
  readonly scenario: Scenario;
  readonly recognizeId: string;
  /** Default `BACKUP`. */
  readonly type?: EnrollmentType;
  /** Name of the client state in the list of devices. */
  readonly name?: string;
  /** The host's authorization for this photo, or a function that gets one. `photoHash` becomes its claim `photo_hash`. */
  readonly authorization:
    | string
    | ((photo: { readonly scenario: Scenario; readonly photoHash: string }) => Promise<string> | string);
  /** The opened models, for more than one photo; default: those of the package, for this call. */
  readonly vision?: NodeVision;
}

export interface EnrolledPhoto {
  readonly recognizeId: string;
  readonly deviceId: string;
  readonly type: EnrollmentType;
  /** For the host to store. */
  readonly clientState: string;
  /** The matcher's signed statement, which `verifyAssertion` of the server reads. */
  readonly assertion: string;
}

/**
 * Creates a client state from a photo that the host's identity check trusts. The server share is sealed to the matcher; the photo and what is
 * computed from it stay in memory and are overwritten. Needs the peer dependencies `onnxruntime-node` and `sharp`.
 *
 * @throws RecognizeError `photo/*`, `server/*`, `security/*`, `host/*`, `client-state/model-mismatch`, `ceremony/session-expired`
 *
 * @example
 * import { enrollPhoto } from 'recognize-elements/node';
 *
 * const { clientState } = await enrollPhoto({
 *   photo: 'portrait.jpg',
 *   scenario: 'TRUSTED_SOURCE',
 *   recognizeId,
 *   backend: 'https://matcher.example/recognize',
 *   matcherKey,
 *   authorization: ({ scenario, photoHash }) =>
 *     server.issueAuthorization({
 *       recognizeId,
 *       ceremony: 'enroll',
 *       origin: 'https://www.example',
 *       source: 'photo',
 *       scenario,
 *       photo_hash: photoHash,
 *     }),
 * });
 */
export async function enrollPhoto(options: EnrollPhotoOptions): Promise<EnrolledPhoto> {
  const { recognizeId, scenario } = options;
  requireRecognizeId(recognizeId);
  const { bytes, hash } = await openPhoto(options.photo);
  const report = { scenario, hash };
  const { token, claims } = await authorizePhoto(options, report);
  const vision = options.vision ?? (await createNodeVision(packagedManifest()));
  try {
    const channel = await openChannel(options, recognizeId);
    if (!channel.configuration.models.includes(vision.modelId))
      throw new RecognizeError('client-state/model-mismatch', {
        detail: `models: ${vision.modelId} is not in the option models of the backend`,
      });
    const embedding = await embed(bytes, scenario, vision);
    return await enroll(channel, { options, token, claims, report, vision, embedding });
  } finally {
    if (options.vision === undefined) await vision.release();
  }
}

interface Enrollment {
  readonly options: EnrollPhotoOptions;
  readonly token: string;
  readonly claims: AuthorizationClaims;
  readonly report: { readonly scenario: Scenario; readonly hash: Bytes };
  readonly vision: NodeVision;
  /** Overwritten. */
  readonly embedding: Float32Array;
}

async function enroll(channel: Channel, enrollment: Enrollment): Promise<EnrolledPhoto> {
  const { options, token, claims, report: photo, vision, embedding } = enrollment;
  const { recognizeId, type = 'BACKUP', name } = options;
  const { modelSet, modelId } = vision;
  const { n, center } = modelSet.matching;
  const projection = { modelId, n, center: decodeCenter(center)! };
  const { client, server } = await new LocalClientProtocol().enroll(embedding, projection);
  const report = { liveness: 'off', flags: noCaptureFlags } as const;
  const modelIdHash = await sha256(modelId);
  const enrollRequest = encodeEnrollRequest({ type, n, modelIdHash, token, ...server, report, photo });
  const fields = { ceremony: 'enroll', step: 1, device: name === undefined ? {} : { name } };
  // Client share and server share together are the template, so the server share is overwritten after the request.
  const sealed = await channel
    .send(1, 'ceremonies', fields, enrollRequest)
    .finally(() => wipe(server.share, enrollRequest));
  const response = parseEnrollResponse(sealed);
  const deviceId = toBase64url(response.deviceId);
  await verifyAssertion(response.assertion, channel.configuration.signingKey, {
    sub: recognizeId,
    aud: claims.origin,
    ceremony: 'enroll',
    deviceId,
    nonce: claims.challenge ?? claims.jti,
    transactionHash: claims.transaction_hash,
    operation: claims.operation,
    handoff: claims.handoff,
    scenario: photo.scenario,
    report,
  });
  const clientState = stateOf(response, { type, recognizeId, deviceId, modelId, share: client });
  return { recognizeId, deviceId, type, clientState, assertion: response.assertion };
}

const stateOf = (
  { created, expires }: EnrollResponse,
  state: {
    readonly type: EnrollmentType;
    readonly recognizeId: string;
    readonly deviceId: string;
    readonly modelId: string;
    readonly share: ClientShare;
  },
): string => encodeClientState({ version: 1, created, expires, ...state });

/** Refuses early what the matcher would refuse. */
async function authorizePhoto(
  { authorization, recognizeId }: EnrollPhotoOptions,
  photo: { readonly scenario: Scenario; readonly hash: Bytes },
): Promise<{ readonly token: string; readonly claims: AuthorizationClaims }> {
  const { scenario, hash } = photo;
  const token =
    typeof authorization === 'string'
      ? authorization.trim()
      : await authorization({ scenario, photoHash: toBase64url(hash) });
  const claims = readAuthorization(token);
  if (claims.ceremony !== 'enroll')
    throw new RecognizeError('server/forbidden', { detail: 'authorization: expected a token for enroll' });
  if (claims.sub !== recognizeId)
    throw new RecognizeError('client-state/wrong-person', {
      detail: 'authorization: the token is for another user',
    });
  requireAuthorizedSource(claims, photo);
  return { token, claims };
}

async function embed(bytes: Uint8Array, scenario: Scenario, vision: NodeVision): Promise<Float32Array> {
  const picture = await decodePhoto(bytes, vision);
  try {
    return await examinePhoto(picture, scenario);
  } finally {
    picture.close();
  }
}

/** The package resolves itself. */
const packagedManifest = (): string =>
  fileURLToPath(import.meta.resolve('recognize-elements/models/manifest.json'));

const sha256 = async (value: string): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(value)));
