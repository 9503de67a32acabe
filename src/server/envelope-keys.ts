import { toBase64url } from '../wire/base64url.ts';
import { type Bytes, wipe } from '../wire/bytes.ts';
import { type Configuration, envelopeKeyStatement } from '../wire/configuration.ts';
import { envelopeSuite, type KeyPair } from '../wire/envelope.ts';
import type { Keys } from './keys.ts';
import type { Storage } from './storage/sql.ts';

const day = 86_400_000;
/** HPKE knows no forward secrecy: keys are used for half of their life, kept for the other half, then destroyed. */
const life = 30 * day;
const use = 15 * day;

interface Row {
  readonly public_key: Uint8Array;
  readonly sealed_private: Uint8Array;
  readonly created: number;
  readonly expires: number;
}

export interface EnvelopeKeys {
  /** The current key, signed. */
  announcement(): Promise<Pick<Configuration, 'envelopeKey' | 'envelopeKeyExpires' | 'envelopeKeySignature'>>;
  /** Every key that a browser may still hold, the newest first, as far as this process has seen them. */
  all(): Promise<readonly KeyPair[]>;
  /** The same, looked up anew. */
  refresh(): Promise<readonly KeyPair[]>;
  destroyExpired(): Promise<void>;
}

const context = (publicKey: Uint8Array) => `envelope-key ${toBase64url(publicKey)}`;

export function envelopeKeys(storage: Storage, keys: Keys, now: () => number): EnvelopeKeys {
  const opened = new Map<
    string,
    { readonly pair: KeyPair; readonly created: number; readonly expires: number }
  >();
  let creating: Promise<Row> | undefined;

  async function destroyExpired(): Promise<void> {
    await storage.query('delete from recognize_envelope_keys where expires <= $1', [now()]);
    for (const [name, { expires }] of opened) if (expires <= now()) opened.delete(name);
  }

  async function rows(): Promise<Row[]> {
    await destroyExpired();
    const found = await storage.query<Row>('select * from recognize_envelope_keys order by created desc');
    if (found[0] !== undefined && found[0].created > now() - use) return found;
    // A wrong secret fails here, before it leaves a key behind that the right one cannot open.
    await Promise.all(found.map(open));
    creating ??= create().finally(() => {
      creating = undefined;
    });
    return [await creating, ...found];
  }

  async function create(): Promise<Row> {
    const pair = await envelopeSuite.kem.generateKeyPair();
    const publicKey = new Uint8Array(await envelopeSuite.kem.serializePublicKey(pair.publicKey));
    const privateKey = new Uint8Array(await envelopeSuite.kem.serializePrivateKey(pair.privateKey));
    const row = {
      public_key: publicKey,
      sealed_private: keys.cipher.seal(privateKey, context(publicKey)),
      created: now(),
      expires: now() + life,
    };
    wipe(privateKey);
    await storage.query('insert into recognize_envelope_keys values ($1, $2, $3, $4)', [
      row.public_key,
      row.sealed_private,
      row.created,
      row.expires,
    ]);
    return row;
  }

  async function open(row: Row): Promise<KeyPair> {
    const name = toBase64url(row.public_key);
    const known = opened.get(name);
    if (known !== undefined) return known.pair;
    const secret = keys.cipher.open(row.sealed_private, context(row.public_key));
    const pair = {
      publicKey: await envelopeSuite.kem.deserializePublicKey(new Uint8Array(row.public_key).buffer),
      privateKey: await envelopeSuite.kem.deserializePrivateKey(secret.buffer),
    };
    wipe(secret);
    opened.set(name, { pair, created: row.created, expires: row.expires });
    return pair;
  }

  const refresh = async () => Promise.all((await rows()).map(open));

  return {
    async announcement() {
      const [{ public_key, expires }] = (await rows()) as [Row];
      const envelopeKey: Bytes = new Uint8Array(public_key);
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      const statement = envelopeKeyStatement(envelopeKey, expires);
      const signature = await crypto.subtle.sign(algorithm, keys.matcher.privateKey, statement);
      return {
        envelopeKey: toBase64url(envelopeKey),
        envelopeKeyExpires: expires,
        envelopeKeySignature: toBase64url(new Uint8Array(signature)),
      };
    },
    async all() {
      const live = [...opened.values()].filter(({ expires }) => expires > now());
      if (live.length === 0) return refresh();
      return live.sort((a, b) => b.created - a.created).map(({ pair }) => pair);
    },
    refresh,
    destroyExpired,
  };
}
