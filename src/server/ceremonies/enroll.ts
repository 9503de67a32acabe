import { RecognizeError } from '../../errors.ts';
import type { Bytes } from '../../matching/bytes.ts';
import { equal, systemRandom } from '../../matching/bytes.ts';
import { toBase64url } from '../../protocol/encoding.ts';
import { type E1, encodeE2, parseE1 } from '../../protocol/messages.ts';
import type { AuthorizationClaims } from '../../protocol/tokens.ts';
import type { Context, KnownModel } from '../context.ts';
import { insertDevice, requireRoom } from '../devices.ts';
import type { Sql } from '../storage/sql.ts';
import { issueAuthorization, signAssertion, spendAuthorization } from '../tokens.ts';
import { type Description, openEnvelope, requestName, shareContext } from './records.ts';

/**
 * E1 → E2: keeps the server share of a new client state, and answers with its record. The same bytes get the same answer while the
 * ceremony lives.
 *
 * @throws RecognizeError `security/envelope-invalid`, `server/unauthorized`, `server/forbidden`, `server/device-limit`,
 *   `client-state/model-mismatch`, `ceremony/already-enrolled`
 */
export async function enroll(
  context: Context,
  recognizeId: string,
  sealed: Bytes,
  description: Description,
): Promise<Bytes> {
  const { storage, now } = context;
  const name = requestName(sealed);
  const [before] = await storage.query<{ response1: Uint8Array }>(
    'select response1 from recognize_ceremonies where request1 = $1 and expires > $2',
    [name, now()],
  );
  if (before !== undefined) return new Uint8Array(before.response1);
  const { body, seal } = await openEnvelope(context, 1, recognizeId, sealed);
  const { e1, model } = parse(context, body);
  const claims = await spendAuthorization(context, e1.token, { recognizeId, ceremony: 'enroll' });
  const deviceId = systemRandom(16);
  const created = now();
  const life = e1.type === 'TEMPORARY' ? context.policy.temporaryLife : context.policy.backupLife;
  const expires = life === 0 ? 0 : created + life;
  const assertion = await assertionOf(context, claims, toBase64url(deviceId));
  const activationToken = await activation(context, claims);
  const response = await seal(encodeE2({ deviceId, created, expires, assertion, activationToken }));
  await storage.transaction(async (sql) => {
    await sql.query(
      'insert into recognize_people (recognize_id, created) values ($1, $2) on conflict do nothing',
      [recognizeId, created],
    );
    await requireRoom(sql, recognizeId, context.policy.deviceLimit, created);
    const device = { recognizeId, type: e1.type, created, expires, modelId: model.modelId, n: e1.n };
    await insertDevice(sql, {
      ...device,
      deviceId: toBase64url(deviceId),
      name: description.name ?? (e1.type === 'BACKUP' ? 'Recovery' : 'One-time'),
      stateHash: e1.stateHash,
    });
    await keepShare(sql, context, e1, model, toBase64url(deviceId), created);
    await sql.query(
      `insert into recognize_ceremonies (ceremony_id, recognize_id, claims, request1, response1, expires)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        toBase64url(systemRandom(32)),
        recognizeId,
        claims,
        name,
        response,
        created + context.policy.ceremonyLife,
      ],
    );
  });
  return response;
}

/** The n of a body is that of one of the known models; its length must be the one that belongs to it. */
function parse({ models }: Context, body: Bytes): { e1: E1; model: KnownModel } {
  const n = ((body[2] ?? 0) << 8) | (body[3] ?? 0);
  const sized = models.filter(({ matching }) => matching.n === n);
  if (sized.length === 0) throw new RecognizeError('client-state/model-mismatch');
  const e1 = parseE1(body, n);
  const model = sized.find(({ modelIdHash }) => equal(modelIdHash, e1.modelIdHash));
  if (model === undefined) throw new RecognizeError('client-state/model-mismatch');
  return { e1, model };
}

async function keepShare(
  sql: Sql,
  { keys }: Context,
  e1: E1,
  { modelId }: KnownModel,
  deviceId: string,
  created: number,
): Promise<void> {
  const shareId = toBase64url(e1.shareId);
  const kept = await sql.query(
    'insert into recognize_shares values ($1, $2, false, $3, $4) on conflict do nothing returning share_id',
    [shareId, deviceId, keys.vault.seal(e1.share, shareContext(shareId, modelId, e1.n)), created],
  );
  if (kept.length === 0) throw new RecognizeError('ceremony/already-enrolled');
}

const assertionOf = (context: Context, claims: AuthorizationClaims, deviceId: string) =>
  signAssertion(context, {
    aud: claims.origin,
    sub: claims.sub,
    nonce: claims.challenge ?? claims.jti,
    ceremony: 'enroll',
    device_id: deviceId,
    amr: ['face'],
    ...(claims.operation === undefined ? {} : { operation: claims.operation }),
  });

/** A permission to bind this browser at once, when the host's token allows it. */
const activation = async (context: Context, claims: AuthorizationClaims): Promise<string> => {
  if (claims.activate !== true) return '';
  const { sub: recognizeId, origin, operation } = claims;
  const request = {
    recognizeId,
    ceremony: 'recover',
    origin,
    ...(operation === undefined ? {} : { operation }),
  } as const;
  return issueAuthorization(context.keys.matcher, context.issuer, request, context.now());
};
