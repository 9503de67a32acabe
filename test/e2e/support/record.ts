import type { Visitor } from './visitor.ts';

/** What a browser keeps of itself, without its secrets. */
export interface KeptRecord {
  readonly deviceId: string;
  /** Of the public key (RFC 7638). */
  readonly thumbprint: string;
  /** Whether a script can read the private key: by its own word, and by trying. */
  readonly extractable: boolean;
}

export interface Kept {
  readonly record?: KeptRecord;
  /** Runs whose last answer was not heard. */
  readonly pending: number;
}

/** Looks into IndexedDB, as any script of the page could. */
export function kept({ page, person }: Visitor): Promise<Kept> {
  return page.evaluate(async (person) => {
    const settled = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const names = (await indexedDB.databases()).map(({ name }) => name);
    if (!names.includes('recognize-elements')) return { pending: 0 };
    const database = await settled(indexedDB.open('recognize-elements'));
    const records = database.transaction('records').objectStore('records');
    const [record, pending] = await Promise.all([
      settled(records.get(`record ${person}`)),
      settled(records.get(`pending ${person}`)),
    ]);
    database.close();
    if (record === undefined) return { pending: pending?.length ?? 0 };
    const { privateKey, publicKey } = record.keys as CryptoKeyPair;
    const exported = (format: 'jwk' | 'pkcs8') =>
      crypto.subtle.exportKey(format as 'jwk', privateKey).then(
        () => true,
        () => false,
      );
    const readable = (await Promise.all([exported('jwk'), exported('pkcs8')])).includes(true);
    const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
    const text = new TextEncoder().encode(JSON.stringify({ crv, kty, x, y }));
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
    const base64 = btoa(String.fromCharCode(...hash));
    return {
      record: {
        deviceId: record.device.deviceId as string,
        thumbprint: base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
        extractable: privateKey.extractable || readable,
      },
      pending: pending?.length ?? 0,
    };
  }, person);
}
