import { RecognizeError } from '../../errors.ts';
import { toBase64url } from '../../wire/base64url.ts';
import type { Bytes } from '../../wire/bytes.ts';
import { equal, systemRandom, wipe } from '../../wire/bytes.ts';
import { type EnrollRequest, encodeEnrollResponse, parseEnrollRequest } from '../../wire/messages/enroll.ts';
import type { AuthorizationClaims } from '../../wire/tokens.ts';
import type { Context, KnownModel } from '../context.ts';
import { insertDevice, lockPerson, requireRoom } from '../devices.ts';
import type { Sql } from '../storage/sql.ts';
import { checkAuthorization, issueAuthorization, signAssertion, spendAuthorization } from '../tokens.ts';
import { type Description, openEnvelope, requestName, shareContext } from './records.ts';
import { requireLength } from './request-length.ts';

/** What an enrollment leaves behind. */
interface Enrollment {
  readonly recognizeId: string;
  /** Of the sealed request. */
  readonly name: string;
  readonly claims: AuthorizationClaims;
  readonly e1: EnrollRequest;
  readonly model: KnownModel;
  readonly deviceId: string;
  readonly label: string;
  readonly created: number;
  readonly expires: number;
  readonly response: Bytes;
}

/**
 * EnrollRequest → EnrollResponse: keeps the server share of a new client state, and answers with its record. The same bytes get the same answer while the
 * ceremony lives. The token is spent in the transaction that keeps the share: a crash between leaves neither.
 *
 * A person who is enrolled already gets a further client device, unless the token says `replace`: then every earlier one is erased.
 *
 * @throws RecognizeError `security/envelope-invalid`, `server/unauthorized`, `server/forbidden`, `server/device-limit`,
 *   `client-state/model-mismatch`, `ceremony/already-enrolled`, `ceremony/session-expired`
 */
export async function enroll(
  context: Context,
  recognizeId: string,
  sealed: Bytes,
  description: Description,
): Promise<Bytes> {
  requireLength(1, sealed);
  const { storage, now, policy } = context;
  const name = requestName(sealed);
  const before = await storedAnswer(context, name);
  if (before !== undefined) return before;
  const { body, seal } = await openEnvelope(context, 1, recognizeId, sealed);
  const { e1, model } = parse(context, body);
  const claims = await checkAuthorization(context, e1.token, { recognizeId, ceremony: 'enroll' });
  const deviceId = systemRandom(16);
  const created = now();
  const life = e1.type === 'TEMPORARY' ? policy.temporaryLife : policy.backupLife;
  const expires = life === 0 ? 0 : created + life;
  const assertion = await assertionOf(context, claims, toBase64url(deviceId));
  const activationToken = await activation(context, claims);
  const response = await seal(
    encodeEnrollResponse({ deviceId, created, expires, assertion, activationToken }),
  );
  const label = description.name ?? (e1.type === 'BACKUP' ? 'Recovery' : 'One-time');
  const times = { created, expires };
  const enrollment = {
    recognizeId,
    name,
    claims,
    e1,
    model,
    deviceId: toBase64url(deviceId),
    label,
    ...times,
  };
  try {
    await storage.transaction((sql) => keep(context, sql, { ...enrollment, response }));
  } catch (thrown) {
    // The same bytes at the same time: the other one was quicker, and spent the token.
    const other = await storedAnswer(context, name);
    if (other === undefined) throw thrown;
    return other;
  } finally {
    wipe(body, e1.share);
  }
  return response;
}

async function storedAnswer({ storage, now }: Context, name: string): Promise<Bytes | undefined> {
  const [row] = await storage.query<{ response1: Uint8Array }>(
    'select response1 from recognize_ceremonies where request1 = $1 and expires > $2',
    [name, now()],
  );
  return row === undefined ? undefined : new Uint8Array(row.response1);
}

/** The n of a body is that of one of the known models; its length must be the one that belongs to it. */
function parse({ models }: Context, body: Bytes): { e1: EnrollRequest; model: KnownModel } {
  const n = ((body[2] ?? 0) << 8) | (body[3] ?? 0);
  const sized = models.filter(({ matching }) => matching.n === n);
  if (sized.length === 0) throw new RecognizeError('client-state/model-mismatch');
  const e1 = parseEnrollRequest(body, n);
  const model = sized.find(({ modelIdHash }) => equal(modelIdHash, e1.modelIdHash));
  if (model === undefined) throw new RecognizeError('client-state/model-mismatch');
  return { e1, model };
}

async function keep(context: Context, sql: Sql, enrollment: Enrollment): Promise<void> {
  const { recognizeId, name, claims, e1, model, deviceId, label, created, expires, response } = enrollment;
  await spendAuthorization(sql, claims);
  await sql.query(
    'insert into recognize_people (recognize_id, created) values ($1, $2) on conflict do nothing',
    [recognizeId, created],
  );
  await lockPerson(sql, recognizeId);
  if (claims.replace === true)
    await sql.query('delete from recognize_devices where recognize_id = $1', [recognizeId]);
  await requireRoom(sql, recognizeId, context.policy.deviceLimit, created);
  const { type, n, stateHash } = e1;
  const device = { deviceId, recognizeId, type, name: label, created, expires, modelId: model.modelId, n };
  await insertDevice(sql, { ...device, stateHash });
  await keepShare(sql, context, e1, model, deviceId, created);
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
}

async function keepShare(
  sql: Sql,
  { keys }: Context,
  e1: EnrollRequest,
  { modelId }: KnownModel,
  deviceId: string,
  created: number,
): Promise<void> {
  const shareId = toBase64url(e1.shareId);
  const kept = await sql.query(
    'insert into recognize_shares values ($1, $2, false, $3, $4) on conflict do nothing returning share_id',
    [shareId, deviceId, keys.cipher.seal(e1.share, shareContext(shareId, modelId, e1.n)), created],
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

/** A permission to bind this browser at once, when the host's token allows it. Its assertion answers the same challenge. */
const activation = async (context: Context, claims: AuthorizationClaims): Promise<string> => {
  if (claims.activate !== true) return '';
  const { sub: recognizeId, origin, operation, challenge } = claims;
  const request = {
    recognizeId,
    ceremony: 'recover',
    origin,
    ...(challenge === undefined ? {} : { challenge }),
    ...(operation === undefined ? {} : { operation }),
  } as const;
  return issueAuthorization(context.keys.matcher, context.issuer, request, context.now());
};
