import { toBase64url } from '../../../wire/base64url.ts';
import type { Bytes } from '../../../wire/bytes.ts';
import { requireOperation, requirePermission, requireUser } from '../../authorize.ts';
import { begin } from '../../ceremonies/begin.ts';
import type { CeremonyInput } from '../../ceremonies/ceremony-request.ts';
import { enroll } from '../../ceremonies/enroll.ts';
import { evaluate } from '../../ceremonies/evaluate.ts';
import { finish } from '../../ceremonies/finish.ts';
import type { Context } from '../../context.ts';
import { readBody } from '../request-body.ts';
import type { Handler } from '../router.ts';
import { continueCeremonySchema, startCeremonySchema } from '../schemas.ts';

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
  } = await readBody(request, startCeremonySchema);
  requireUser(permission, recognizeId);
  requireOperation(permission, ceremony);
  return sealedResponse(
    ceremony === 'enroll'
      ? await enroll(context, { recognizeId, sealed, description })
      : await begin(context, { recognizeId, ceremony, sealed, description, former, replaceUnused }),
  );
};

/** A later request of a ceremony. It needs the user's session and no further operation. */
const continueCeremony =
  (
    step: (context: Context, input: CeremonyInput) => Promise<Bytes>,
  ): Handler<{ readonly ceremonyId: string }> =>
  async (context, request, { ceremonyId }) => {
    const permission = await requirePermission(context.authorize, request);
    const { recognizeId, body: sealed } = await readBody(request, continueCeremonySchema);
    requireUser(permission, recognizeId);
    return sealedResponse(await step(context, { recognizeId, ceremonyId, sealed }));
  };

export const evaluateCeremony = continueCeremony(evaluate);
export const finishCeremony = continueCeremony(finish);
