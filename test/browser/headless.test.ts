import { expect } from '@open-wc/testing';
import {
  createRecognize,
  memoryStore,
  type RecognizeOptions,
  type RunState,
} from '../../src/client/index.ts';
import { release } from '../../src/release.ts';
import { errorCodeOf } from '../support/error-code.ts';
import { assetsBase, authorizationFor, newUser, openTrackCount, pageStore } from './elements/page.ts';
import { waitUntil } from './wait-until.ts';

/** A client whose requests go to the real backend in the session of `user`. */
const clientOf = (user: string, options: Partial<RecognizeOptions> = {}) =>
  createRecognize({
    host: async ({ path, method, body }) => {
      const init = { method, headers: { 'x-user': user }, ...(body ? { body: JSON.stringify(body) } : {}) };
      return (await fetch(`/backend/api/${path}`, init)).json();
    },
    assetsBase,
    store: memoryStore(),
    deviceName: 'Workshop',
    ...options,
  });

describe('the headless client', function () {
  this.timeout(180_000);
  afterEach(() => expect(openTrackCount()).to.equal(0));

  it('runs every ceremony, reports each state, and manages devices with a store in memory', async () => {
    const user = newUser();
    const recognize = clientOf(user);
    expect(recognize.unsupportedReason()).to.equal(undefined);
    expect([recognize.loaded, recognize.diagnostics]).to.deep.equal([false, { version: release }]);
    const loadedBytes: number[] = [];
    const diagnostics = await recognize.preload(({ loaded }) => loadedBytes.push(loaded));
    expect(diagnostics).to.include({ version: release, execution: 'wasm' });
    expect([recognize.loaded, loadedBytes.length > 0]).to.deep.equal([true, true]);

    const states: RunState<unknown>[] = [];
    const run = { camera: 'simulated:ada', onState: (state: RunState<unknown>) => states.push(state) };
    const authorization = authorizationFor(user, 'enroll', '&liveness=active');
    const enrolled = await recognize.enroll({ type: 'BACKUP', authorization }, run);
    expect(states.at(-1)).to.deep.equal({ status: 'complete', result: enrolled });
    const steps = states.map((state) => (state.status === 'running' ? state.step : state.status));
    // On a busy machine the stream may stall; then the camera is opened a second time.
    expect([...new Set(steps)]).to.deep.equal(['loading', 'permission', 'capture', 'verify', 'complete']);
    const captures = states.filter((state) => state.status === 'running' && state.step === 'capture');
    // The camera closes with the last sample.
    const cameras = captures.flatMap((state) => ('camera' in state ? (state.camera ?? []) : []));
    expect([cameras.length > 0, cameras.every(({ simulated }) => simulated)]).to.deep.equal([true, true]);
    expect(captures.at(-1)).to.include({ samples: 8, samplesRequired: 8 });

    const { device } = await recognize.recover(
      {
        recognizeId: user,
        clientState: enrolled.clientState!,
        authorization: authorizationFor(user, 'recover', '&liveness=active'),
      },
      run,
    );
    expect(device.name).to.equal('Workshop');
    expect(await pageStore.read(user)).to.equal(undefined);
    const { assertion } = await recognize.authenticate(
      { recognizeId: user, authorization: authorizationFor(user, 'authenticate') },
      run,
    );
    expect(assertion).to.be.a('string');

    const { devices, own } = await recognize.listDevices(user);
    expect([devices.length, own]).to.deep.equal([2, device.deviceId]);
    expect(await recognize.markOwnDevice(user, devices.slice(0, 1))).to.have.property('devices');
    expect((await recognize.markOwnDevice(user, devices)).own).to.equal(device.deviceId);
    expect((await recognize.renameDevice(user, device.deviceId, 'Cellar')).name).to.equal('Cellar');
    expect(await recognize.addDevice(user)).to.be.a('string');
    await recognize.removeDevice(user, device.deviceId);
    expect((await recognize.listDevices(user)).own).to.equal(undefined);
    await recognize.removePerson(user);
    expect((await recognize.listDevices(user)).devices).to.deep.equal([]);
    recognize.close();
    expect(recognize.loaded).to.equal(false);
  });

  it('recovers and authenticates a person who enrolled with the previous models, and says that they should enroll again', async () => {
    const user = newUser();
    const run = { camera: 'simulated:ada' };
    const before = clientOf(user);
    const authorization = authorizationFor(user, 'enroll');
    const { clientState = '' } = await before.enroll({ type: 'BACKUP', authorization }, run);
    before.close();
    const current = { models: '/backend/models/manifest.json', store: memoryStore() };
    const recoveryOf = (client: typeof before) =>
      client.recover(
        { recognizeId: user, clientState, authorization: authorizationFor(user, 'recover') },
        run,
      );

    const withoutPrevious = clientOf(user, current);
    expect(await errorCodeOf(recoveryOf(withoutPrevious))).to.equal('client-state/model-mismatch');
    withoutPrevious.close();
    const recognize = clientOf(user, {
      ...current,
      previousModels: new URL('models/manifest.json', assetsBase),
    });
    expect(await recoveryOf(recognize)).to.include({ recognizeId: user, enrollAgain: true });
    const signed = await recognize.authenticate(
      { recognizeId: user, authorization: authorizationFor(user, 'authenticate') },
      run,
    );
    expect(signed.enrollAgain).to.equal(true);
    const renewed = await recognize.enroll(
      { type: 'BACKUP', authorization: authorizationFor(user, 'enroll') },
      run,
    );
    const recovery = {
      recognizeId: user,
      clientState: renewed.clientState!,
      authorization: authorizationFor(user, 'recover'),
    };
    expect(await recognize.recover(recovery, run)).not.to.have.property('enrollAgain');
    recognize.close();
  });

  it('rejects with ceremony/aborted when the signal aborts, and a next run can start at once', async () => {
    const user = newUser();
    let requests = 0;
    const host = () => {
      requests++;
      return new Promise<never>(() => {});
    };
    const recognize = createRecognize({ host, assetsBase });
    const input = { type: 'BACKUP', authorization: authorizationFor(user, 'enroll') } as const;
    for (const count of [1, 2]) {
      const abort = new AbortController();
      const states: RunState<unknown>[] = [];
      const options = {
        camera: 'simulated:ada',
        signal: abort.signal,
        onState: (state: RunState<unknown>) => states.push(state),
      };
      const run = errorCodeOf(recognize.enroll(input, options));
      await waitUntil(() => requests === count);
      abort.abort('person');
      const cancelled = { status: 'cancelled', stage: 'loading', reason: 'person', submitted: false };
      // Synchronously, before the promise rejects.
      expect(states.at(-1)).to.deep.equal(cancelled);
      expect(await run).to.equal('ceremony/aborted');
      expect(states.at(-1)).to.deep.equal(cancelled);
    }
    recognize.close();
  });

  it('does not start a run whose signal is aborted already', async () => {
    const states: RunState<unknown>[] = [];
    const recognize = clientOf(newUser());
    const run = recognize.enroll(
      { type: 'BACKUP', authorization: 'unused' },
      { signal: AbortSignal.abort(), onState: (state) => states.push(state) },
    );
    expect(await errorCodeOf(run)).to.equal('ceremony/aborted');
    expect(states).to.deep.equal([
      { status: 'cancelled', stage: 'loading', reason: 'page', submitted: false },
    ]);
  });

  it('rejects wrong input with usage/* before anything is requested', async () => {
    const user = newUser();
    const states: RunState<unknown>[] = [];
    const recognize = clientOf(user);
    const onState = (state: RunState<unknown>) => states.push(state);
    const enrollment = recognize.enroll({ type: 'BACKUP', authorization: '' }, { onState });
    expect(await errorCodeOf(enrollment)).to.equal('usage/missing-property');
    expect(states.map(({ status }) => status)).to.deep.equal(['failed']);
    const list = recognize.markOwnDevice(user, [{ deviceId: 'a' }] as never);
    expect(await errorCodeOf(list)).to.equal('usage/invalid-property');
  });

  it('rejects with host/rejected when the host function throws', async () => {
    const host = () => {
      throw new Error('no such session');
    };
    const recognize = createRecognize({ host, assetsBase });
    expect(await errorCodeOf(recognize.listDevices(newUser()))).to.equal('host/rejected');
  });
});
