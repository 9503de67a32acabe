import { randomBytes } from 'node:crypto';
import { type AssertionClaims, type Ceremony, type Sql, transactionHash } from 'recognize-elements/server';
import type { Backend } from './backend.ts';
import type { Payment, Transaction } from './payments.ts';
import { refusal } from './refusal.ts';
import type { Session } from './sessions.ts';

/** Longer than an authorization and a ceremony together. */
const CHALLENGE_LIFETIME_MS = 900_000;

interface CeremonyRequest {
  readonly ceremony: Ceremony;
  readonly origin: string;
  readonly activate?: boolean;
  readonly replace?: boolean;
  readonly payment?: Payment;
  readonly transaction?: Transaction;
}

interface IssuedAuthorization {
  readonly authorization: string;
  readonly challenge: string;
}

/** Issues the authorization for one ceremony, and stores the challenge that its assertion has to repeat. */
export async function authorizeCeremony(
  { recognize }: Backend,
  sql: Sql,
  { id, recognizeId }: Session,
  { ceremony, origin, activate, replace, payment, transaction }: CeremonyRequest,
): Promise<IssuedAuthorization> {
  const challenge = randomBytes(24).toString('base64url');
  const hash = transaction === undefined ? undefined : await transactionHash(transaction);
  await sql.query('insert into demo_challenges values ($1, $2, $3, $4, $5, $6)', [
    challenge,
    id,
    ceremony,
    payment ?? null,
    hash ?? null,
    Date.now() + CHALLENGE_LIFETIME_MS,
  ]);
  const authorization = await recognize.issueAuthorization({
    recognizeId,
    ceremony,
    origin,
    challenge,
    ...(activate ? { activate } : {}),
    ...(replace ? { replace } : {}),
    ...(hash === undefined ? {} : { transaction_hash: hash }),
  });
  return { authorization, challenge };
}

interface Row {
  readonly ceremony: Ceremony;
  readonly payment: Payment | null;
  readonly transaction_hash: string | null;
}

/** An enrollment that binds the browser at once ends with the assertion of that binding, whose ceremony is `recover`. */
const matchesChallenge = (claims: AssertionClaims, { ceremony, transaction_hash }: Row): boolean =>
  (claims.ceremony === ceremony || (ceremony === 'enroll' && claims.ceremony === 'recover')) &&
  (claims.transaction_hash ?? null) === transaction_hash;

/** The request for which a challenge was issued. */
interface ChallengedRequest {
  readonly ceremony: Ceremony;
  readonly payment?: Payment;
}

/**
 * Uses up the challenge that an assertion repeats. Call this in the database transaction that acts on the assertion, so that the action
 * happens once.
 *
 * @throws HTTPException `assertion` when this session has no such challenge, or the assertion is for another request
 */
export async function consumeChallenge(
  sql: Sql,
  { id }: Session,
  claims: AssertionClaims,
): Promise<ChallengedRequest> {
  const [row] = await sql.query<Row>(
    `delete from demo_challenges where challenge = $1 and session_id = $2 and expires > $3
     returning ceremony, payment, transaction_hash`,
    [claims.nonce, id, Date.now()],
  );
  if (row === undefined || !matchesChallenge(claims, row)) throw refusal('assertion');
  const { ceremony, payment } = row;
  return { ceremony, ...(payment === null ? {} : { payment }) };
}
