import { fileURLToPath } from 'node:url';
import { type EnrollmentChannel, sendEnrollment } from '../../ceremonies/send-enrollment.ts';
import { RecognizeError } from '../../errors.ts';
import { decodeCenter } from '../../manifest/center.ts';
import { LocalClientProtocol } from '../../matching/client-protocol.ts';
import { createNodeVision, type NodeVision } from '../../vision/node.ts';
import { toBase64url } from '../../wire/base64url.ts';
import { noCaptureFlags } from '../../wire/capture-report.ts';
import { requireRecognizeId } from '../../wire/ids.ts';
import type { EnrollmentType } from '../../wire/messages/enroll.ts';
import type { PhotoReport, Scenario } from '../../wire/photo.ts';
import { requireAuthorizedSource } from '../../wire/photo-authorization.ts';
import type { SharePair } from '../../wire/shares.ts';
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
  const { scenario, recognizeId, type = 'BACKUP', name } = options;
  requireRecognizeId(recognizeId);
  const { bytes, hash } = await openPhoto(options.photo);
  const photo = { scenario, hash };
  const { token, claims } = await authorizePhoto(options, photo);
  const vision = options.vision ?? (await createNodeVision(packagedManifest()));
  const { modelId } = vision;
  try {
    const channel = await openChannel(options, recognizeId);
    if (!channel.configuration.models.includes(modelId))
      throw new RecognizeError('client-state/model-mismatch', {
        detail: `models: ${modelId} is not in the option models of the backend`,
      });
    const shares = await split(await embed(bytes, scenario, vision), vision);
    const report = { liveness: 'off', flags: noCaptureFlags } as const;
    const enrollment = { type, name, modelId, shares, token, claims, report, photo };
    const { activationToken: _, ...enrolled } = await sendEnrollment(enrollmentChannel(channel), enrollment);
    return enrolled;
  } finally {
    if (options.vision === undefined) await vision.release();
  }
}

/** Refuses early what the matcher would refuse. */
async function authorizePhoto(
  { authorization, recognizeId }: EnrollPhotoOptions,
  photo: PhotoReport,
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

/** The embedding is overwritten. */
function split(embedding: Float32Array, { modelId, modelSet }: NodeVision): Promise<SharePair> {
  const { n, center } = modelSet.matching;
  return new LocalClientProtocol().enroll(embedding, { modelId, n, center: decodeCenter(center)! });
}

const enrollmentChannel = ({ configuration, send }: Channel): EnrollmentChannel => ({
  signingKey: configuration.signingKey,
  send: (fields, enrollRequest) => send(1, 'ceremonies', fields, enrollRequest),
});

/** The package resolves itself. */
const packagedManifest = (): string =>
  fileURLToPath(import.meta.resolve('recognize-elements/models/manifest.json'));
