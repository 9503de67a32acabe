import { toBase64url } from '../../../wire/base64url.ts';
import type { Bytes } from '../../../wire/bytes.ts';
import { requireOperation, requireUser } from '../../authorize.ts';
import { begin } from '../../ceremonies/begin.ts';
import type { CeremonyInput } from '../../ceremonies/ceremony-request.ts';
import { challenge } from '../../ceremonies/challenge.ts';
import { enroll } from '../../ceremonies/enroll.ts';
import { evaluate } from '../../ceremonies/evaluate.ts';
import { finish } from '../../ceremonies/finish.ts';
import type { Context } from '../../context.ts';
import { originOf } from '../../origins.ts';
import { sealedBodyBytes } from '../body-limits.ts';
import { readPermitted } from '../permitted-body.ts';
import type { Handler } from '../router.ts';
import { sealedBodySchema, startCeremonySchema } from '../schemas.ts';

const sealedResponse = (sealed: Bytes) => ({ body: toBase64url(sealed) });

/** EnrollRequest or BeginRequest. */
export const startCeremony: Handler<unknown> = async (context, request) => {
  const maxBytes = sealedBodyBytes(context.models, 1);
  const { permission, body } = await readPermitted(context, request, startCeremonySchema, maxBytes);
  const { recognizeId, body: sealed, ceremony, device: description, former, replaceUnused } = body;
  const { handoff } = permission;
  requireUser(permission, recognizeId);
  requireOperation(permission, ceremony);
  const pageOrigin = originOf(request);
  return sealedResponse(
    ceremony === 'enroll'
      ? await enroll(context, { recognizeId, sealed, description, pageOrigin, handoff })
      : await begin(context, {
          recognizeId,
          ceremony,
          sealed,
          description,
          pageOrigin,
          handoff,
          former,
          replaceUnused,
        }),
  );
};

/** ChallengeRequest. */
export const issueChallenge: Handler<unknown> = async (context, request) => {
  const maxBytes = sealedBodyBytes(context.models, 0);
  const { permission, body } = await readPermitted(context, request, sealedBodySchema, maxBytes);
  const { recognizeId, body: sealed } = body;
  requireUser(permission, recognizeId);
  requireOperation(permission, 'enroll');
  return sealedResponse(
    await challenge(context, {
      recognizeId,
      sealed,
      pageOrigin: originOf(request),
      handoff: permission.handoff,
    }),
  );
};

/** A later request of a ceremony. The host must still allow the ceremony. */
const continueCeremony =
  (
    step: 2 | 3,
    answer: (context: Context, input: CeremonyInput) => Promise<Bytes>,
  ): Handler<{ readonly ceremonyId: string }> =>
  async (context, request, { ceremonyId }) => {
    const maxBytes = sealedBodyBytes(context.models, step);
    const { permission, body } = await readPermitted(context, request, sealedBodySchema, maxBytes);
    const { recognizeId, body: sealed } = body;
    requireUser(permission, recognizeId);
    return sealedResponse(await answer(context, { permission, recognizeId, ceremonyId, sealed }));
  };

export const evaluateCeremony = continueCeremony(2, evaluate);
export const finishCeremony = continueCeremony(3, finish);
