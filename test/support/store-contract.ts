import { recordAttempt } from '../../src/ceremonies/attempt-limit.ts';
import { createDeviceKeys } from '../../src/ceremonies/device-keys.ts';
import { RecognizeError } from '../../src/errors.ts';
import type { BoundRecord, PendingRecord, RecordStore } from '../../src/store/store.ts';

/** What every store must do, for any test runner: a name, and a function that throws when it does not hold. */
export type StoreCase = readonly [name: string, check: (store: RecordStore) => Promise<void>];

const share = (byte: number) => ({
  shareId: new Uint8Array(16).fill(byte),
  share: new Uint8Array(128).fill(byte),
  orderSeed: new Uint8Array(32).fill(byte),
});

export async function boundRecord(recognizeId: string, byte = 1): Promise<BoundRecord> {
  const device = { deviceId: `device-${byte}`, type: 'SDK', name: 'Browser', created: 1 } as const;
  return { recognizeId, device, modelId: 'm', share: share(byte), keys: await createDeviceKeys() };
}

export async function pendingRecord(recognizeId: string, byte: number): Promise<PendingRecord> {
  const { device: _, ...rest } = await boundRecord(recognizeId, byte);
  return { ...rest, ceremony: 'recover', thumbprint: `print-${byte}`, created: byte };
}

function same(found: unknown, expected: unknown, what: string): void {
  const [a, b] = [found, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${what}: ${a}, expected ${b}`);
}

const prints = async (store: RecordStore, recognizeId: string) =>
  (await store.readPending(recognizeId)).map(({ thumbprint }) => thumbprint);

export const storeContract: readonly StoreCase[] = [
  [
    'knows nothing of a person at first',
    async (store) => {
      same(await store.read('ann'), undefined, 'record');
      same(await store.readPending('ann'), [], 'pending');
    },
  ],
  [
    'gives a record back whole, with a key that signs and cannot be read',
    async (store) => {
      const record = await boundRecord('ann');
      await store.commit(record);
      const found = (await store.read('ann'))!;
      same([...found.share.share], [...record.share.share], 'share');
      same(found.device, record.device, 'device');
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      const text = new Uint8Array([1, 2, 3]);
      const signature = await crypto.subtle.sign(algorithm, found.keys.privateKey, text);
      same(await crypto.subtle.verify(algorithm, record.keys.publicKey, signature, text), true, 'signature');
      const read = crypto.subtle.exportKey('jwk', found.keys.privateKey).then(
        () => 'read',
        () => 'refused',
      );
      same(await read, 'refused', 'export of the private key');
    },
  ],
  [
    'keeps people apart',
    async (store) => {
      await store.commit(await boundRecord('ann', 1));
      await store.commit(await boundRecord('bea', 2));
      await store.addPending(await pendingRecord('bea', 3));
      await store.remove('ann');
      same(await store.read('ann'), undefined, 'record of the one');
      same((await store.read('bea'))?.device.deviceId, 'device-2', 'record of the other');
      same(await prints(store, 'bea'), ['print-3'], 'pending of the other');
    },
  ],
  [
    'keeps the newest four pending runs, and drops one by its name',
    async (store) => {
      for (let i = 1; i <= 6; i++) await store.addPending(await pendingRecord('ann', i));
      same(await prints(store, 'ann'), ['print-3', 'print-4', 'print-5', 'print-6'], 'pending');
      await store.dropPending('ann', 'print-4');
      same(await prints(store, 'ann'), ['print-3', 'print-5', 'print-6'], 'pending after');
    },
  ],
  [
    'settles: the new record is there and nothing pends',
    async (store) => {
      await store.commit(await boundRecord('ann', 1));
      await store.addPending(await pendingRecord('ann', 2));
      await store.commit(await boundRecord('ann', 2));
      same((await store.read('ann'))?.device.deviceId, 'device-2', 'new record');
      same(await prints(store, 'ann'), [], 'pending');
    },
  ],
  [
    'heals: what was read as pending goes, one of it may become the record, and what came later stays',
    async (store) => {
      await store.commit(await boundRecord('ann', 1));
      for (const i of [2, 3]) await store.addPending(await pendingRecord('ann', i));
      const read = await store.readPending('ann');
      await store.addPending(await pendingRecord('ann', 4));
      await store.reconcile('ann', read, await boundRecord('ann', 3));
      same((await store.read('ann'))?.device.deviceId, 'device-3', 'record');
      same(await prints(store, 'ann'), ['print-4'], 'pending');
      await store.reconcile('ann', await store.readPending('ann'), undefined);
      same((await store.read('ann'))?.device.deviceId, 'device-3', 'record after');
      same(await prints(store, 'ann'), [], 'pending after');
    },
  ],
  [
    'heals nothing that another tab has settled meanwhile',
    async (store) => {
      await store.addPending(await pendingRecord('ann', 2));
      const read = await store.readPending('ann');
      await store.commit(await boundRecord('ann', 5));
      await store.addPending(await pendingRecord('ann', 6));
      await store.reconcile('ann', read, await boundRecord('ann', 2));
      same((await store.read('ann'))?.device.deviceId, 'device-5', 'record');
      same(await prints(store, 'ann'), ['print-6'], 'pending');
    },
  ],
  [
    'forgets the record of one device only, and no pending run',
    async (store) => {
      await store.commit(await boundRecord('ann', 1));
      await store.addPending(await pendingRecord('ann', 2));
      await store.forget('ann', 'device-2');
      same((await store.read('ann'))?.device.deviceId, 'device-1', 'record of another device');
      await store.forget('ann', 'device-1');
      same([await store.read('ann'), await prints(store, 'ann')], [undefined, ['print-2']], 'what is left');
    },
  ],
  [
    'removes record and pending runs, and keeps the count of attempts',
    async (store) => {
      await store.commit(await boundRecord('ann'));
      await store.addPending(await pendingRecord('ann', 2));
      await recordAttempt(store, 'ann', 5);
      await store.remove('ann');
      same([await store.read('ann'), await prints(store, 'ann')], [undefined, []], 'what is left');
      const sent = await store.countAttempts('ann', (now) => ({ next: now, result: now.sent }));
      same(sent, [5], 'attempts');
    },
  ],
  [
    'counts every one of many attempts at once',
    async (store) => {
      const taken = await Promise.allSettled(
        Array.from({ length: 25 }, (_, i) => recordAttempt(store, 'ann', 1000 + i)),
      );
      same(taken.filter(({ status }) => status === 'fulfilled').length, 10, 'attempts let through');
      const refused = taken.find((one) => one.status === 'rejected');
      same((refused?.reason as RecognizeError | undefined)?.code, 'ceremony/locked', 'code');
    },
  ],
];

/** The code that a promise rejects with. */
export const rejection = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error) => (error instanceof RecognizeError ? error.code : String(error)),
  );
