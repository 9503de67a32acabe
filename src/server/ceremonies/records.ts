import { createHash } from 'node:crypto';
import { RecognizeError } from '../../errors.ts';
import type { Bytes } from '../../matching/bytes.ts';
import { type EnvelopeStep, type OpenedRequest, openRequest } from '../../protocol/envelope.ts';
import type { AuthorizationClaims } from '../../protocol/tokens.ts';
import type { Context, KnownModel } from '../context.ts';

/** What a browser says of itself when it begins; plain, unverified, for the list of devices. */
export interface Description {
  readonly name?: string;
  readonly browser?: string;
  readonly system?: string;
}

/** One row of recognize_ceremonies. */
export interface CeremonyRow {
  readonly ceremony_id: string;
  readonly recognize_id: string;
  readonly device_id: string;
  readonly share_id: string;
  readonly claims: AuthorizationClaims & { readonly description: Description };
  readonly device_key: Uint8Array;
  readonly sid: Uint8Array;
  readonly points: Uint8Array | null;
  readonly sealed_secret: Uint8Array | null;
  readonly m3: Uint8Array | null;
  readonly m4: Uint8Array | null;
  readonly counted: number | null;
  readonly request2: string | null;
  readonly response2: Uint8Array | null;
  readonly request3: string | null;
  readonly response3: Uint8Array | null;
  readonly expires: number;
}

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
  let failure: unknown;
  for (const keys of await envelopes.all()) {
    try {
      return await openRequest({ keys, step, recognizeId, sealed });
    } catch (error) {
      failure = error;
    }
  }
  throw failure ?? new RecognizeError('security/envelope-invalid');
}

/** @throws RecognizeError `client-state/model-mismatch` */
export function knownModel({ models }: Context, modelId: string): KnownModel {
  const model = models.find((known) => known.modelId === modelId);
  if (model === undefined) throw new RecognizeError('client-state/model-mismatch');
  return model;
}

/** @throws RecognizeError `ceremony/session-unknown`, `ceremony/session-expired` */
export async function findCeremony(
  { storage, now }: Context,
  recognizeId: string,
  ceremonyId: string,
): Promise<CeremonyRow> {
  const [row] = /^[\w-]{43}$/.test(ceremonyId)
    ? await storage.query<CeremonyRow>(
        'select * from recognize_ceremonies where ceremony_id = $1 and recognize_id = $2 and sid is not null',
        [ceremonyId, recognizeId],
      )
    : [];
  if (row === undefined) throw new RecognizeError('ceremony/session-unknown');
  if (row.expires <= now()) throw new RecognizeError('ceremony/session-expired');
  return row;
}

/** The stored answer to a repeated request. @throws RecognizeError `ceremony/session-spent` when the request is another one */
export function repeated(
  name: string,
  request: string | null,
  response: Uint8Array | null,
): Bytes | undefined {
  if (request === null) return undefined;
  if (request !== name || response === null) throw new RecognizeError('ceremony/session-spent');
  return new Uint8Array(response);
}

/** Additional data of a sealed server share: it opens for this pair, model and length only. */
export const shareContext = (shareId: string, modelId: string, n: number): string =>
  `share ${shareId} ${modelId} ${n}`;
export const secretContext = (ceremonyId: string): string => `ceremony ${ceremonyId}`;
