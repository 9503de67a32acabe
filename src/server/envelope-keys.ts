import { toBase64url } from '../wire/base64url.ts';
import { wipe } from '../wire/bytes.ts';
import { type Configuration, ENVELOPE_KEY_LIFETIME_MS, envelopeKeyStatement } from '../wire/configuration.ts';
import { envelopeSuite, type KeyPair } from '../wire/envelope.ts';
import { envelopeKeyContext } from './encryption.ts';
import type { Keys } from './keys.ts';
import {
  deleteEnvelopeKeysExpiredAt,
  insertEnvelopeKey,
  listEnvelopeKeys,
  type StoredEnvelopeKey,
} from './repositories/envelope-keys.ts';
import { signStatement } from './sign-statement.ts';
import type { Storage } from './storage/sql.ts';

const DAY_MS = 86_400_000;
/** HPKE has no forward secrecy, so its keys are replaced: announced for 15 days, kept for another 15, then destroyed. */
const ANNOUNCED_MS = 15 * DAY_MS;

/** The HPKE keys that requests are sealed to. */
export interface EnvelopeKeys {
  /** The current key, signed by the matcher. Creates a key when one is due. */
  announcement(): Promise<Pick<Configuration, 'envelopeKey' | 'envelopeKeyExpires' | 'envelopeKeySignature'>>;
  /** All keys of this process that have not expired, the newest first. */
  all(): Promise<readonly KeyPair[]>;
  /** As `all`, after reading the database again. */
  refresh(): Promise<readonly KeyPair[]>;
  destroyExpired(): Promise<void>;
}

interface OpenKey {
  readonly pair: KeyPair;
  readonly created: number;
  readonly expires: number;
}

/** @param now returns milliseconds since the epoch */
export function createEnvelopeKeys(storage: Storage, keys: Keys, now: () => number): EnvelopeKeys {
  const openKeys = new Map<string, OpenKey>();
  let creating: Promise<StoredEnvelopeKey> | undefined;

  async function destroyExpired(): Promise<void> {
    await deleteEnvelopeKeysExpiredAt(storage, now());
    for (const [name, { expires }] of openKeys) if (expires <= now()) openKeys.delete(name);
  }

  /** At least one key; the first one is current. */
  async function loadKeys(): Promise<[StoredEnvelopeKey, ...StoredEnvelopeKey[]]> {
    await destroyExpired();
    const [newest, ...older] = await listEnvelopeKeys(storage, keys.rows);
    if (newest !== undefined && newest.created > now() - ANNOUNCED_MS) return [newest, ...older];
    const stored = newest === undefined ? [] : [newest, ...older];
    // A wrong secret fails here, before it stores a key that the right secret cannot open.
    await Promise.all(stored.map(open));
    creating ??= create().finally(() => {
      creating = undefined;
    });
    return [await creating, ...stored];
  }

  async function create(): Promise<StoredEnvelopeKey> {
    const pair = await envelopeSuite.kem.generateKeyPair();
    const publicKey = new Uint8Array(await envelopeSuite.kem.serializePublicKey(pair.publicKey));
    const privateKey = new Uint8Array(await envelopeSuite.kem.serializePrivateKey(pair.privateKey));
    const sealedPrivateKey = keys.cipher.seal(privateKey, envelopeKeyContext(publicKey));
    wipe(privateKey);
    const key = { publicKey, sealedPrivateKey, created: now(), expires: now() + ENVELOPE_KEY_LIFETIME_MS };
    await insertEnvelopeKey(storage, keys.rows, key);
    return key;
  }

  async function open({
    publicKey,
    sealedPrivateKey,
    created,
    expires,
  }: StoredEnvelopeKey): Promise<KeyPair> {
    const name = toBase64url(publicKey);
    const cached = openKeys.get(name);
    if (cached !== undefined) return cached.pair;
    const secret = keys.cipher.open(sealedPrivateKey, envelopeKeyContext(publicKey));
    const pair = {
      publicKey: await envelopeSuite.kem.deserializePublicKey(publicKey.buffer),
      privateKey: await envelopeSuite.kem.deserializePrivateKey(secret.buffer),
    };
    wipe(secret);
    openKeys.set(name, { pair, created, expires });
    return pair;
  }

  const refresh = async () => Promise.all((await loadKeys()).map(open));

  return {
    async announcement() {
      const [{ publicKey, expires }] = await loadKeys();
      return {
        envelopeKey: toBase64url(publicKey),
        envelopeKeyExpires: expires,
        envelopeKeySignature: await signStatement(keys, envelopeKeyStatement(publicKey, expires)),
      };
    },
    async all() {
      const valid = [...openKeys.values()].filter(({ expires }) => expires > now());
      if (valid.length === 0) return refresh();
      return valid.sort((a, b) => b.created - a.created).map(({ pair }) => pair);
    },
    refresh,
    destroyExpired,
  };
}
