import { RecognizeError } from '../../errors.ts';
import { evaluateResponseHash } from '../../matching/transcript.ts';
import { type Bytes, wipe } from '../../wire/bytes.ts';
import { evaluateRequestLength } from '../../wire/messages/evaluate.ts';
import type { Context } from '../context.ts';
import { lockPerson } from '../devices.ts';
import { countAttempt, requireOpen } from '../limits.ts';
import {
  answerOfOther,
  type CeremonyRow,
  knownModel,
  secretContext,
  shareContext,
  takeUp,
} from './records.ts';
import type { TransferInput, TransferKeys } from './transfer-keys.ts';

/**
 * EvaluateRequest → EvaluateResponse. The attempt is counted and EvaluateResponse stored in one transaction before it is sent; only what was stored is ever sent, so two answers
 * to one batch of transfers cannot leave, whatever runs in parallel.
 *
 * @throws RecognizeError `security/envelope-invalid`, `ceremony/session-unknown`, `-expired`, `-spent`, `ceremony/locked`,
 *   `client-state/revoked`, `server/too-many`
 */
export async function evaluate(
  context: Context,
  transferKeys: TransferKeys,
  recognizeId: string,
  ceremonyId: string,
  sealed: Bytes,
): Promise<Bytes> {
  const { row, name, before, opened } = await takeUp(context, 2, recognizeId, ceremonyId, sealed);
  if (before !== undefined) return before;
  const [{ body, seal }, pair] = await Promise.all([
    opened,
    findPair(context, row),
    requireOpen(context.storage, { recognizeId, deviceId: row.device_id }, context.now()),
  ]);
  if (body.length !== evaluateRequestLength(pair.n))
    throw new RecognizeError('security/envelope-invalid', { detail: 'EvaluateRequest' });
  const response = await transferKeys.whileAnswering(ceremonyId, async () => {
    const answered = await garble(context, transferKeys, row, { ...pair, evaluateRequest: body });
    if (answered === undefined) return undefined;
    const response = await seal(answered.evaluateResponse);
    const stored = await store(context, row, { name, evaluateRequest: body, ...answered, response });
    transferKeys.forget(ceremonyId);
    return stored ? response : undefined;
  });
  return response ?? answerOfOther(context, row, 2, name);
}

interface Pair {
  readonly n: number;
  readonly tau: number;
  /** A, opened when all else is there: the pool takes it over and overwrites it. */
  openShare(): Bytes;
}

/** EvaluateResponse and K, sealed; nothing when another request has used up the transfer keys meanwhile. */
async function garble(
  context: Context,
  transferKeys: TransferKeys,
  row: CeremonyRow,
  { openShare, tau, evaluateRequest }: Pair & { readonly evaluateRequest: Bytes },
): Promise<Pick<Answer, 'evaluateResponse' | 'sealedKey'> | undefined> {
  const sid = new Uint8Array(row.sid);
  try {
    const keys = await transferKeys.compute(row.ceremony_id, () => loadTransfer(context, row));
    const { evaluateResponse, key } = await context.pool.answer({
      sid,
      keys,
      evaluateRequest,
      share: openShare(),
      tau,
    });
    const sealedKey = context.keys.cipher.seal(key, secretContext(row.ceremony_id));
    wipe(key);
    return { evaluateResponse, sealedKey };
  } catch (thrown) {
    if (thrown instanceof RecognizeError && thrown.code === 'ceremony/session-spent') return undefined;
    throw thrown;
  }
}

/** After a restart: what was sealed at BeginRequest. @throws RecognizeError `ceremony/session-spent` when it has served meanwhile */
async function loadTransfer({ storage, keys }: Context, row: CeremonyRow): Promise<TransferInput> {
  const [stored] = await storage.query<{ points: Uint8Array | null }>(
    'select points from recognize_ceremonies where ceremony_id = $1',
    [row.ceremony_id],
  );
  if (!stored?.points) throw new RecognizeError('ceremony/session-spent');
  const privateKey = keys.cipher.open(row.sealed_secret!, secretContext(row.ceremony_id));
  return { privateKey, points: new Uint8Array(stored.points), sid: new Uint8Array(row.sid) };
}

/** The share that the run began under, while it is still that device's: its name may have passed to another enrollment meanwhile. */
async function findPair(context: Context, row: CeremonyRow): Promise<Pair> {
  const [pair] = await context.storage.query<{ sealed_share: Uint8Array; model_id: string; n: number }>(
    `select s.sealed_share, d.model_id, d.n from recognize_shares s join recognize_devices d using (device_id)
     where s.share_id = $1 and s.device_id = $2`,
    [row.share_id, row.device_id],
  );
  if (pair === undefined) throw new RecognizeError('client-state/revoked');
  const sealedFor = shareContext(row.share_id, pair.model_id, pair.n);
  return {
    n: pair.n,
    tau: knownModel(context, pair.model_id).matching.tau,
    openShare: () => context.keys.cipher.open(pair.sealed_share, sealedFor),
  };
}

interface Answer {
  readonly name: string;
  readonly evaluateRequest: Bytes;
  readonly evaluateResponse: Bytes;
  readonly sealedKey: Bytes;
  readonly response: Bytes;
}

/** Whether this answer is the one that counts. y is erased with it; K takes its place. */
function store({ storage, policy, now }: Context, row: CeremonyRow, answer: Answer): Promise<boolean> {
  const counted = now();
  return storage.transaction(async (sql) => {
    await lockPerson(sql, row.recognize_id);
    const first = await sql.query(
      `update recognize_ceremonies
       set request2 = $2, response2 = $3, m3 = $4, m4_hash = $5, sealed_secret = $6, points = null, counted = $7
       where ceremony_id = $1 and request2 is null returning ceremony_id`,
      [
        row.ceremony_id,
        answer.name,
        answer.response,
        answer.evaluateRequest,
        evaluateResponseHash(answer.evaluateResponse),
        answer.sealedKey,
        counted,
      ],
    );
    if (first.length === 0) return false;
    await countAttempt(
      sql,
      { recognizeId: row.recognize_id, deviceId: row.device_id },
      policy.lockout,
      counted,
    );
    return true;
  });
}
