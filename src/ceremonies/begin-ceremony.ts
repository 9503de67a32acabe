import { RecognizeError } from '../errors.ts';
import type { MatchInput } from '../matching/client-protocol.ts';
import type { PreparedMatch } from '../matching/private-matching.ts';
import { toBase64url } from '../wire/base64url.ts';
import { isSignedBy } from '../wire/es256.ts';
import type { LivenessLevel, Movement } from '../wire/liveness.ts';
import { parseBeginResponse } from '../wire/messages/begin.ts';
import { revokedKeyStatement } from '../wire/removal-statements.ts';
import { requireChallenge } from './liveness.ts';
import type { Matcher } from './matcher.ts';
import { CEREMONIES_PATH } from './paths.ts';
import { type Replacement, replacementProofs } from './replacement.ts';
import type { DeviceDescription } from './types.ts';

interface BeginOptions {
  readonly ceremony: MatchInput['ceremony'];
  readonly description: DeviceDescription;
  readonly keys: CryptoKeyPair;
  readonly replacement?: Replacement;
  readonly liveness: LivenessLevel;
}

export interface BegunCeremony {
  readonly ceremonyId: string;
  /** Three movements for the level `active`, otherwise empty. */
  readonly challenge: readonly Movement[];
}

/** Exchanges BeginRequest and BeginResponse. @throws RecognizeError `security/envelope-invalid` for a response without a challenge */
export async function beginCeremony(
  match: PreparedMatch,
  matcher: Matcher,
  { ceremony, description: device, keys, replacement = {}, liveness }: BeginOptions,
): Promise<BegunCeremony> {
  const call = { operation: 'begin', path: CEREMONIES_PATH } as const;
  const proofs = await replacementProofs(match.beginRequest, keys, replacement);
  const fields = { ceremony, step: 1, device, ...proofs };
  const beginResponse = await matcher
    .send(1, call, fields, match.beginRequest)
    .catch((thrown: unknown) => withVerifiedRevocation(thrown, match, matcher));
  await match.acceptBeginResponse(beginResponse);
  const { ceremonyId, challenge } = parseBeginResponse(beginResponse);
  requireChallenge(challenge, liveness);
  return { ceremonyId: toBase64url(ceremonyId), challenge };
}

/** Rethrows an error, without its `revocation` unless the matcher has signed that for this BeginRequest. */
async function withVerifiedRevocation(
  thrown: unknown,
  { beginRequest }: PreparedMatch,
  { configuration: { signingKey } }: Matcher,
): Promise<never> {
  if (!(thrown instanceof RecognizeError) || thrown.revocation === undefined) throw thrown;
  const signed = await isSignedBy(signingKey, thrown.revocation, revokedKeyStatement(beginRequest));
  throw signed && thrown.code === 'client-state/revoked' ? thrown : thrown.with({ revocation: undefined });
}
