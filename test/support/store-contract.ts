import { recordAttempt } from '../../src/ceremonies/attempt-limit.ts';
import { createDeviceKeys } from '../../src/ceremonies/device-keys.ts';
import type { BoundRecord, PendingRecord, RecordStore } from '../../src/store/store.ts';
import { errorCodeOf } from './error-code.ts';

/**
 * The contract of RecordStore, independent of the test runner. Each case expects an empty store, and throws if the store does not fulfill it.
 *
 * @example
 * for (const [title, check] of storeContract) it(title, () => check(createMyStore()));
 */
export type StoreCase = readonly [title: string, check: (store: RecordStore) => Promise<void>];

/** @param byte makes the share, the device and the key thumbprint distinct */
export async function boundRecord(recognizeId: string, byte = 1): Promise<BoundRecord> {
  const device = { deviceId: `device-${byte}`, type: 'SDK', name: 'Browser', created: 1 } as const;
  const share = {
    shareId: new Uint8Array(16).fill(byte),
    share: new Uint8Array(128).fill(byte),
    orderSeed: new Uint8Array(32).fill(byte),
  };
  return { recognizeId, device, modelId: 'm', share, keys: await createDeviceKeys() };
}

async function pendingRecord(recognizeId: string, byte: number): Promise<PendingRecord> {
  const { device: _, ...record } = await boundRecord(recognizeId, byte);
  return { ...record, ceremony: 'recover', thumbprint: `thumbprint-${byte}`, created: byte };
}

function assertEqual(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [actual, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${what}: ${a}, expected ${b}`);
}

const thumbprints = async (store: RecordStore, recognizeId: string) =>
  (await store.readPending(recognizeId)).map(({ thumbprint }) => thumbprint);

const deviceId = async (store: RecordStore, recognizeId: string) =>
  (await store.read(recognizeId))?.device.deviceId;

export const storeContract: readonly StoreCase[] = [
  [
    'returns no record and no pending runs of an unknown user',
    async (store) => {
      assertEqual(await store.read('ann'), undefined, 'record');
      assertEqual(await store.readPending('ann'), [], 'pending runs');
    },
  ],
  [
    'returns a complete record, whose private key signs and cannot be exported',
    async (store) => {
      const record = await boundRecord('ann');
      await store.commit(record);
      const stored = (await store.read('ann'))!;
      assertEqual([...stored.share.share], [...record.share.share], 'share');
      assertEqual(stored.device, record.device, 'device');
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      const message = new Uint8Array([1, 2, 3]);
      const signature = await crypto.subtle.sign(algorithm, stored.keys.privateKey, message);
      const valid = await crypto.subtle.verify(algorithm, record.keys.publicKey, signature, message);
      assertEqual(valid, true, 'signature');
      const exported = crypto.subtle.exportKey('jwk', stored.keys.privateKey).then(
        () => 'exported',
        () => 'refused',
      );
      assertEqual(await exported, 'refused', 'export of the private key');
    },
  ],
  [
    'keeps the data of different users apart',
    async (store) => {
      await store.commit(await boundRecord('ann', 1));
      await store.commit(await boundRecord('bea', 2));
      await store.addPending(await pendingRecord('bea', 3));
      await store.removeUser('ann');
      assertEqual(await store.read('ann'), undefined, 'record of the removed user');
      assertEqual(await deviceId(store, 'bea'), 'device-2', 'record of the other user');
      assertEqual(await thumbprints(store, 'bea'), ['thumbprint-3'], 'pending runs of the other user');
    },
  ],
  [
    'keeps the newest four pending runs, and removes one by its thumbprint',
    async (store) => {
      for (let i = 1; i <= 6; i++) await store.addPending(await pendingRecord('ann', i));
      const newest = ['thumbprint-3', 'thumbprint-4', 'thumbprint-5', 'thumbprint-6'];
      assertEqual(await thumbprints(store, 'ann'), newest, 'pending runs');
      await store.removePending('ann', 'thumbprint-4');
      const remaining = ['thumbprint-3', 'thumbprint-5', 'thumbprint-6'];
      assertEqual(await thumbprints(store, 'ann'), remaining, 'pending runs after the removal');
    },
  ],
  [
    'commit replaces the record and removes all pending runs',
    async (store) => {
      await store.commit(await boundRecord('ann', 1));
      await store.addPending(await pendingRecord('ann', 2));
      await store.commit(await boundRecord('ann', 2));
      assertEqual(await deviceId(store, 'ann'), 'device-2', 'record');
      assertEqual(await thumbprints(store, 'ann'), [], 'pending runs');
    },
  ],
  [
    'reconcile replaces the record by a pending run, and keeps runs that were added after the read',
    async (store) => {
      await store.commit(await boundRecord('ann', 1));
      for (const i of [2, 3]) await store.addPending(await pendingRecord('ann', i));
      const read = await store.readPending('ann');
      await store.addPending(await pendingRecord('ann', 4));
      await store.reconcile('ann', read, await boundRecord('ann', 3));
      assertEqual(await deviceId(store, 'ann'), 'device-3', 'record');
      assertEqual(await thumbprints(store, 'ann'), ['thumbprint-4'], 'pending runs');
    },
  ],
  [
    'reconcile without a record removes the pending runs and keeps the record',
    async (store) => {
      await store.commit(await boundRecord('ann', 1));
      await store.addPending(await pendingRecord('ann', 2));
      await store.reconcile('ann', await store.readPending('ann'), undefined);
      assertEqual(await deviceId(store, 'ann'), 'device-1', 'record');
      assertEqual(await thumbprints(store, 'ann'), [], 'pending runs');
    },
  ],
  [
    'reconcile changes nothing when another tab has committed a newer record',
    async (store) => {
      await store.addPending(await pendingRecord('ann', 2));
      const read = await store.readPending('ann');
      await store.commit(await boundRecord('ann', 5));
      await store.addPending(await pendingRecord('ann', 6));
      await store.reconcile('ann', read, await boundRecord('ann', 2));
      assertEqual(await deviceId(store, 'ann'), 'device-5', 'record');
      assertEqual(await thumbprints(store, 'ann'), ['thumbprint-6'], 'pending runs');
    },
  ],
  [
    'removeRecord removes the record of this device only, and keeps pending runs',
    async (store) => {
      await store.commit(await boundRecord('ann', 1));
      await store.addPending(await pendingRecord('ann', 2));
      await store.removeRecord('ann', 'device-2');
      assertEqual(await deviceId(store, 'ann'), 'device-1', 'record of another device');
      await store.removeRecord('ann', 'device-1');
      assertEqual(await store.read('ann'), undefined, 'record of this device');
      assertEqual(await thumbprints(store, 'ann'), ['thumbprint-2'], 'pending runs');
    },
  ],
  [
    'removeUser removes the record and the pending runs, and keeps the attempts',
    async (store) => {
      await store.commit(await boundRecord('ann'));
      await store.addPending(await pendingRecord('ann', 2));
      await recordAttempt(store, 'ann', 5);
      await store.removeUser('ann');
      assertEqual(await store.read('ann'), undefined, 'record');
      assertEqual(await thumbprints(store, 'ann'), [], 'pending runs');
      const sent = await store.updateAttempts('ann', (attempts) => ({
        next: attempts,
        result: attempts.sent,
      }));
      assertEqual(sent, [5], 'attempts');
    },
  ],
  [
    'updateAttempts counts each of many concurrent attempts',
    async (store) => {
      const codes = await Promise.all(
        Array.from({ length: 25 }, (_, i) => errorCodeOf(recordAttempt(store, 'ann', 1000 + i))),
      );
      const count = (code: string) => codes.filter((other) => other === code).length;
      assertEqual([count('none'), count('ceremony/locked')], [10, 15], 'accepted and refused attempts');
    },
  ],
  [
    'keeps the choices about the camera, and replaces only those that are saved',
    async (store) => {
      // Optional, but only together.
      const methods = [store.readCameraPreference, store.saveCameraPreference];
      if (methods.every((method) => method === undefined)) return;
      assertEqual(await store.readCameraPreference?.(), undefined, 'choices before the first one');
      await store.saveCameraPreference?.({ mirrored: false });
      await Promise.all([
        store.saveCameraPreference?.({ deviceId: 'front' }),
        store.saveCameraPreference?.({ deviceId: 'desk' }),
      ]);
      await store.removeUser('ann');
      const { deviceId: camera, mirrored } = (await store.readCameraPreference?.()) ?? {};
      assertEqual([camera, mirrored], ['desk', false], 'choices');
    },
  ],
];
