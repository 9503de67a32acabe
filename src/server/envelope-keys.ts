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
import { FUTURE_TOLERANCE_MS } from './stored-time.ts';

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
export const createEnvelopeKeys = (storage: Storage, keys: Keys, now: () => number): EnvelopeKeys =>
  new StoredEnvelopeKeys(storage, keys, now);

class StoredEnvelopeKeys implements EnvelopeKeys {
  readonly #storage: Storage;
  readonly #keys: Keys;
  readonly #now: () => number;
  readonly #openKeys = new Map<string, OpenKey>();
  #creating: Promise<StoredEnvelopeKey> | undefined;

  constructor(storage: Storage, keys: Keys, now: () => number) {
    this.#storage = storage;
    this.#keys = keys;
    this.#now = now;
  }

  async announcement() {
    const [{ publicKey, expires }] = await this.#load();
    return {
      envelopeKey: toBase64url(publicKey),
      envelopeKeyExpires: expires,
      envelopeKeySignature: await signStatement(this.#keys, envelopeKeyStatement(publicKey, expires)),
    };
  }

  async all(): Promise<readonly KeyPair[]> {
    const valid = [...this.#openKeys.values()].filter(({ expires }) => expires > this.#now());
    if (valid.length === 0) return this.refresh();
    return valid.sort((a, b) => b.created - a.created).map(({ pair }) => pair);
  }

  async refresh(): Promise<readonly KeyPair[]> {
    return Promise.all((await this.#load()).map((key) => this.#open(key)));
  }

  async destroyExpired(): Promise<void> {
    await deleteEnvelopeKeysExpiredAt(this.#storage, this.#now());
    for (const [name, { expires }] of this.#openKeys) if (expires <= this.#now()) this.#openKeys.delete(name);
  }

  /** At least one key; the first one is current. */
  async #load(): Promise<[StoredEnvelopeKey, ...StoredEnvelopeKey[]]> {
    await this.destroyExpired();
    const stored = await listEnvelopeKeys(this.#storage, this.#keys.rows);
    // A key that was created later is of a server whose clock was ahead. It would be announced until its time has come.
    const newest = stored.find(({ created }) => created <= this.#now() + FUTURE_TOLERANCE_MS);
    if (newest !== undefined && newest.created > this.#now() - ANNOUNCED_MS)
      return [newest, ...stored.filter((key) => key !== newest)];
    // A wrong secret fails here, before it stores a key that the right secret cannot open.
    await Promise.all(stored.map((key) => this.#open(key)));
    this.#creating ??= this.#create().finally(() => {
      this.#creating = undefined;
    });
    return [await this.#creating, ...stored];
  }

  async #create(): Promise<StoredEnvelopeKey> {
    const pair = await envelopeSuite.kem.generateKeyPair();
    const publicKey = new Uint8Array(await envelopeSuite.kem.serializePublicKey(pair.publicKey));
    const privateKey = new Uint8Array(await envelopeSuite.kem.serializePrivateKey(pair.privateKey));
    const sealedPrivateKey = this.#keys.cipher.seal(privateKey, envelopeKeyContext(publicKey));
    wipe(privateKey);
    const created = this.#now();
    const key = { publicKey, sealedPrivateKey, created, expires: created + ENVELOPE_KEY_LIFETIME_MS };
    await insertEnvelopeKey(this.#storage, this.#keys.rows, key);
    return key;
  }

  async #open({ publicKey, sealedPrivateKey, created, expires }: StoredEnvelopeKey): Promise<KeyPair> {
    const name = toBase64url(publicKey);
    const cached = this.#openKeys.get(name);
    if (cached !== undefined) return cached.pair;
    const secret = this.#keys.cipher.open(sealedPrivateKey, envelopeKeyContext(publicKey));
    const pair = {
      publicKey: await envelopeSuite.kem.deserializePublicKey(publicKey.buffer),
      privateKey: await envelopeSuite.kem.deserializePrivateKey(secret.buffer),
    };
    wipe(secret);
    this.#openKeys.set(name, { pair, created, expires });
    return pair;
  }
}
