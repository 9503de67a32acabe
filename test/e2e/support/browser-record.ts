import type { Visitor } from '../../support/visitor.ts';

/** What a browser stores about itself, without its secrets. */
interface BrowserRecord {
  readonly deviceId: string;
  /** Of the public key (RFC 7638). */
  readonly thumbprint: string;
  /** Whether scripts can export the private key, by its own property or by trying. */
  readonly extractable: boolean;
}

interface StoredRecords {
  readonly record?: BrowserRecord;
  /** The number of runs whose last response was not received. */
  readonly pending: number;
}

/** Reads the records of the user from IndexedDB, as any script of the page could. */
export function storedRecords({ page, user }: Visitor): Promise<StoredRecords> {
  return page.evaluate(async (user) => {
    const resultOf = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const names = (await indexedDB.databases()).map(({ name }) => name);
    if (!names.includes('recognize-elements')) return { pending: 0 };
    const database = await resultOf(indexedDB.open('recognize-elements'));
    const records = database.transaction('records').objectStore('records');
    const [record, pendingRuns] = await Promise.all([
      resultOf(records.get(`record ${user}`)),
      resultOf(records.get(`pending ${user}`)),
    ]);
    database.close();
    const pending: number = pendingRuns?.length ?? 0;
    if (record === undefined) return { pending };

    const { privateKey, publicKey } = record.keys as CryptoKeyPair;
    const canExport = (format: 'jwk' | 'pkcs8') =>
      crypto.subtle.exportKey(format as 'jwk', privateKey).then(
        () => true,
        () => false,
      );
    const exported = (await Promise.all([canExport('jwk'), canExport('pkcs8')])).includes(true);
    const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
    const canonicalJwk = new TextEncoder().encode(JSON.stringify({ crv, kty, x, y }));
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', canonicalJwk));
    const base64 = btoa(String.fromCharCode(...hash));
    return {
      record: {
        deviceId: record.device.deviceId as string,
        thumbprint: base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
        extractable: privateKey.extractable || exported,
      },
      pending,
    };
  }, user);
}
