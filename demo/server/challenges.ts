import { randomBytes } from 'node:crypto';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import {
  type AssertionClaims,
  type Ceremony,
  type RecognizeServer,
  type Sql,
  transactionHash,
} from 'recognize-elements/server';
import { refusal } from './refuse.ts';
import type { Session } from './sessions.ts';

/** What a person confirms: as it is shown, so it is signed. */
export type Transaction = Readonly<Record<string, string>>;

export interface Payment {
  readonly payee: string;
  /** Cents. */
  readonly amount: number;
}

const life = 900_000;

export interface Permit {
  readonly authorization: string;
  readonly challenge: string;
}

/** Where the module signs for, and how to reach it. */
export interface Host {
  readonly recognize: RecognizeServer;
  readonly origins: readonly string[];
  /** Path of the module. */
  readonly path: string;
}

/** The authorization of one run, with a challenge that its assertion has to repeat. */
export async function permit(
  { recognize }: Host,
  sql: Sql,
  { id, recognizeId }: Session,
  wanted: {
    readonly ceremony: Ceremony;
    readonly origin: string;
    readonly activate?: boolean;
    readonly replace?: boolean;
    readonly payment?: Payment;
    readonly transaction?: Transaction;
  },
): Promise<Permit> {
  const { ceremony, origin, activate, replace, payment, transaction } = wanted;
  const challenge = randomBytes(24).toString('base64url');
  const hash = transaction === undefined ? undefined : await transactionHash(transaction);
  await sql.query('insert into demo_challenges values ($1, $2, $3, $4, $5, $6)', [
    challenge,
    id,
    ceremony,
    payment ?? null,
    hash ?? null,
    Date.now() + life,
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

/**
 * The claims of an assertion of this person, once the module's keys have verified it.
 *
 * @throws HTTPException `assertion`
 */
export async function verify(
  { recognize, origins, path }: Host,
  assertion: string,
  recognizeId: string,
): Promise<AssertionClaims> {
  const answer = await recognize.fetch(new Request(`${origins[0]}${path}/jwks.json`));
  const keys = createLocalJWKSet((await answer.json()) as JSONWebKeySet);
  const { payload } = await jwtVerify<AssertionClaims>(assertion, keys, {
    algorithms: ['ES256'],
    audience: [...origins],
    subject: recognizeId,
    requiredClaims: ['iat', 'exp', 'jti', 'nonce', 'ceremony', 'device_id'],
  }).catch(() => {
    throw refusal('assertion');
  });
  return payload;
}

interface Row {
  readonly ceremony: Ceremony;
  readonly payment: Payment | null;
  readonly transaction_hash: string | null;
}

/** An enrollment that binds the browser at once ends in the assertion of the binding. */
const answers = (claims: AssertionClaims, asked: Row): boolean =>
  (claims.ceremony === asked.ceremony || (asked.ceremony === 'enroll' && claims.ceremony === 'recover')) &&
  (claims.transaction_hash ?? null) === asked.transaction_hash;

/** What a session was asked for. */
export interface Asked {
  readonly ceremony: Ceremony;
  readonly payment?: Payment;
}

/**
 * Uses up the challenge that an assertion answers. Run it in the transaction that does what the assertion is for: then it is done once.
 *
 * @throws HTTPException `assertion` when this session was asked for nothing like it
 */
export async function useUp(sql: Sql, { id }: Session, claims: AssertionClaims): Promise<Asked> {
  const [asked] = await sql.query<Row>(
    `delete from demo_challenges where challenge = $1 and session_id = $2 and expires > $3
     returning ceremony, payment, transaction_hash`,
    [claims.nonce, id, Date.now()],
  );
  if (asked === undefined || !answers(claims, asked)) throw refusal('assertion');
  const { ceremony, payment } = asked;
  return { ceremony, ...(payment === null ? {} : { payment }) };
}
