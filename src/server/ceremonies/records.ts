import { createHash } from 'node:crypto';
import { RecognizeError } from '../../errors.ts';
import type { Bytes } from '../../wire/bytes.ts';
import { type EnvelopeStep, type KeyPair, type OpenedRequest, openRequest } from '../../wire/envelope.ts';
import type { AuthorizationClaims } from '../../wire/tokens.ts';
import type { Context, KnownModel } from '../context.ts';
import type { Sql } from '../storage/sql.ts';
import { requireLength } from './request-length.ts';

/** What a browser says of itself when it begins; plain, unverified, for the list of devices. */
export interface Description {
  readonly name?: string;
  readonly browser?: string;
  readonly system?: string;
}

/** One row of recognize_ceremonies, without the columns that are long and seldom asked for. */
export interface CeremonyRow {
  readonly ceremony_id: string;
  readonly recognize_id: string;
  readonly device_id: string;
  readonly share_id: string;
  readonly claims: AuthorizationClaims & { readonly description: Description };
  readonly device_key: Uint8Array;
  readonly sid: Uint8Array;
  readonly sealed_secret: Uint8Array | null;
  readonly m3: Uint8Array | null;
  readonly m4_hash: Uint8Array | null;
  readonly counted: number | null;
  readonly request2: string | null;
  readonly request3: string | null;
  readonly expires: number;
}

const columns = `ceremony_id, recognize_id, device_id, share_id, claims, device_key, sid, sealed_secret, m3, m4_hash, counted,
  request2, request3, expires`;

/** Names a sealed request, so that the same bytes get the same answer. */
export const requestName = (sealed: Uint8Array): string =>
  createHash('sha256').update(sealed).digest('base64url');

/** Opens a request with whichever HPKE key it was sealed to. @throws RecognizeError `security/envelope-invalid` */
export async function openEnvelope(
  { envelopes }: Context,
  step: EnvelopeStep,
  recognizeId: string,
  sealed: Uint8Array,
): Promise<OpenedRequest> {
  const tried = new Set<KeyPair>();
  let failure: unknown;
  // Another process may have made a newer key than this one has seen.
  for (const known of [envelopes.all, envelopes.refresh]) {
    for (const keys of await known()) {
      if (tried.has(keys)) continue;
      tried.add(keys);
      try {
        return await openRequest({ keys, step, recognizeId, sealed });
      } catch (error) {
        failure = error;
      }
    }
  }
  throw failure;
}

/** @throws RecognizeError `client-state/model-mismatch` */
export function knownModel({ models }: Context, modelId: string): KnownModel {
  const model = models.find((known) => known.modelId === modelId);
  if (model === undefined) throw new RecognizeError('client-state/model-mismatch');
  return model;
}

/** @throws RecognizeError `ceremony/session-unknown`, `ceremony/session-expired` */
async function findCeremony(
  { storage, now }: Context,
  recognizeId: string,
  ceremonyId: string,
): Promise<CeremonyRow> {
  const [row] = /^[\w-]{43}$/.test(ceremonyId)
    ? await storage.query<CeremonyRow>(
        `select ${columns} from recognize_ceremonies
         where ceremony_id = $1 and recognize_id = $2 and sid is not null`,
        [ceremonyId, recognizeId],
      )
    : [];
  if (row === undefined) throw new RecognizeError('ceremony/session-unknown');
  if (row.expires <= now()) throw new RecognizeError('ceremony/session-expired');
  return row;
}

/** The stored answer to a repeated request. @throws RecognizeError `ceremony/session-spent` when the request is another one */
async function repeated(sql: Sql, row: CeremonyRow, step: 2 | 3, name: string): Promise<Bytes | undefined> {
  const request = row[`request${step}`];
  if (request === null) return undefined;
  const [stored] =
    request === name
      ? await sql.query<{ response: Uint8Array | null }>(
          `select response${step} as response from recognize_ceremonies where ceremony_id = $1`,
          [row.ceremony_id],
        )
      : [];
  if (!stored?.response) throw new RecognizeError('ceremony/session-spent');
  return new Uint8Array(stored.response);
}

/** Request 2 or 3 of a ceremony that has begun. */
export interface TakenUp {
  readonly row: CeremonyRow;
  /** Of the sealed request. */
  readonly name: string;
  /** What the same request was answered before. */
  readonly before?: Bytes;
  /** Rejects with `security/envelope-invalid`; may be left alone. */
  readonly opened: Promise<OpenedRequest>;
}

/**
 * Opens a request while its ceremony is looked up.
 *
 * @throws RecognizeError `security/envelope-invalid`, `ceremony/session-unknown`, `-expired`, `-spent`
 */
export async function takeUp(
  context: Context,
  step: 2 | 3,
  recognizeId: string,
  ceremonyId: string,
  sealed: Bytes,
): Promise<TakenUp> {
  requireLength(step, sealed);
  const opened = openEnvelope(context, step, recognizeId, sealed);
  opened.catch(() => {}); // Whoever awaits it hears of it.
  const row = await findCeremony(context, recognizeId, ceremonyId);
  const name = requestName(sealed);
  const before = await repeated(context.storage, row, step, name);
  return { row, name, opened, ...(before === undefined ? {} : { before }) };
}

/** The answer that a quicker request has left. @throws RecognizeError `ceremony/session-spent` when it was another one */
export async function answerOfOther(
  context: Context,
  { recognize_id: recognizeId, ceremony_id: ceremonyId }: CeremonyRow,
  step: 2 | 3,
  name: string,
): Promise<Bytes> {
  const answer = await repeated(
    context.storage,
    await findCeremony(context, recognizeId, ceremonyId),
    step,
    name,
  );
  if (answer === undefined) throw new RecognizeError('ceremony/session-spent');
  return answer;
}

/** Additional data of a sealed server share: it opens for this pair, model and length only. */
export const shareContext = (shareId: string, modelId: string, n: number): string =>
  `share ${shareId} ${modelId} ${n}`;
export const secretContext = (ceremonyId: string): string => `ceremony ${ceremonyId}`;
