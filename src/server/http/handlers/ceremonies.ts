import { toBase64url } from '../../../wire/base64url.ts';
import type { Bytes } from '../../../wire/bytes.ts';
import { requireOperation, requirePermission, requireUser } from '../../authorize.ts';
import { begin } from '../../ceremonies/begin.ts';
import type { CeremonyInput } from '../../ceremonies/ceremony-request.ts';
import { challenge } from '../../ceremonies/challenge.ts';
import { enroll } from '../../ceremonies/enroll.ts';
import { evaluate } from '../../ceremonies/evaluate.ts';
import { finish } from '../../ceremonies/finish.ts';
import type { Context } from '../../context.ts';
import { originOf } from '../../origins.ts';
import { sealedBodyBytes } from '../body-limits.ts';
import { readBody } from '../request-body.ts';
import type { Handler } from '../router.ts';
import { sealedBodySchema, startCeremonySchema } from '../schemas.ts';

const sealedResponse = (sealed: Bytes) => ({ body: toBase64url(sealed) });

/** EnrollRequest or BeginRequest. */
export const startCeremony: Handler<unknown> = async (context, request) => {
  const permission = await requirePermission(context.authorize, request);
  const {
    recognizeId,
    body: sealed,
    ceremony,
    device: description,
    former,
    replaceUnused,
  } = await readBody(request, startCeremonySchema, sealedBodyBytes(context.models, 1));
  requireUser(permission, recognizeId);
  requireOperation(permission, ceremony);
  const pageOrigin = originOf(request);
  return sealedResponse(
    ceremony === 'enroll'
      ? await enroll(context, { recognizeId, sealed, description, pageOrigin })
      : await begin(context, {
          recognizeId,
          ceremony,
          sealed,
          description,
          pageOrigin,
          former,
          replaceUnused,
        }),
  );
};

/** ChallengeRequest. */
export const issueChallenge: Handler<unknown> = async (context, request) => {
  const permission = await requirePermission(context.authorize, request);
  const maxBytes = sealedBodyBytes(context.models, 0);
  const { recognizeId, body: sealed } = await readBody(request, sealedBodySchema, maxBytes);
  requireUser(permission, recognizeId);
  requireOperation(permission, 'enroll');
  return sealedResponse(await challenge(context, { recognizeId, sealed, pageOrigin: originOf(request) }));
};

/** A later request of a ceremony. The host must still allow the ceremony. */
const continueCeremony =
  (
    step: 2 | 3,
    answer: (context: Context, input: CeremonyInput) => Promise<Bytes>,
  ): Handler<{ readonly ceremonyId: string }> =>
  async (context, request, { ceremonyId }) => {
    const permission = await requirePermission(context.authorize, request);
    const maxBytes = sealedBodyBytes(context.models, step);
    const { recognizeId, body: sealed } = await readBody(request, sealedBodySchema, maxBytes);
    requireUser(permission, recognizeId);
    return sealedResponse(await answer(context, { permission, recognizeId, ceremonyId, sealed }));
  };

export const evaluateCeremony = continueCeremony(2, evaluate);
export const finishCeremony = continueCeremony(3, finish);
