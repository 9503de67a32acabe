import { expect } from '@open-wc/testing';
import { authenticate } from '../../src/ceremonies/authenticate.ts';
import { enroll } from '../../src/ceremonies/enroll.ts';
import { recover } from '../../src/ceremonies/recover.ts';
import type { CeremonyContext, HostCall } from '../../src/ceremonies/types.ts';
import { createMatchingClient } from '../../src/matching/client.ts';
import { split } from '../../src/matching/secret-sharing.ts';
import { indexedDbStore } from '../../src/store/indexed-db.ts';
import { withUserLock } from '../../src/store/user-lock.ts';
import { decodeClientState } from '../../src/wire/client-state.ts';
import { drawnFace } from '../support/drawn-face.ts';
import { rejection } from '../support/store-contract.ts';
import { disguises, secretsOfLooks, traces } from '../support/traces.ts';

/** The whole way in a browser with everything real but the camera and the nets: worker, IndexedDB, HTTP, matcher, database. */
const assetsBase = new URL('/dist/assets/', location.href);
let people = 0;

interface About {
  readonly modelId: string;
  readonly n: number;
}
const about = fetch('/backend/about').then((response) => response.json() as Promise<About>);

interface Visit {
  readonly person: string;
  readonly database: string;
  /** Every look at a face, as it was before it was used up. */
  readonly looks: Float32Array[];
  /** Everything that leaves the ceremonies. */
  readonly left: unknown[];
}

const newVisit = (): Visit => {
  const person = `person-${performance.timeOrigin}-${++people}`;
  return { person, database: `matching-${person}`, looks: [], left: [] };
};

const token = (visit: Visit, ceremony: string) => async () =>
  (await fetch(`/backend/token?ceremony=${ceremony}`, { headers: { 'x-person': visit.person } })).text();

async function contextOf(visit: Visit, face: () => Float32Array): Promise<CeremonyContext> {
  const { modelId, n } = await about;
  const { person, left } = visit;
  return {
    host: async (call: HostCall) => {
      const response = await fetch(`/backend/api/${call.path}`, {
        method: call.method,
        headers: { 'x-person': person },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      const answer = await response.json();
      left.push(call, [...response.headers], answer, await everythingIn(visit.database));
      return answer;
    },
    matching: createMatchingClient({ assetsBase }),
    store: indexedDbStore(visit.database),
    withUserLock,
    models: async () => ({ modelId, n, center: new Float32Array(256) }),
    warmUp: async () => {},
    capture: async () => {
      const look = face();
      visit.looks.push(look.slice());
      return look;
    },
    description: { name: 'Test browser' },
    origin: location.origin,
    onStep: (step) => left.push(step),
    onDurableResult: (result) => left.push(result),
    signal: new AbortController().signal,
    now: Date.now,
  };
}

/** All that a database of the browser holds. */
async function everythingIn(name: string): Promise<unknown[]> {
  const done = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const known = await indexedDB.databases();
  if (!known.some((database) => database.name === name)) return [];
  const database = await done(indexedDB.open(name));
  try {
    const stores = [...database.objectStoreNames];
    const rows = stores.map((store) => {
      const objects = database.transaction(store).objectStore(store);
      return Promise.all([done(objects.getAllKeys()), done(objects.getAll())]);
    });
    return await Promise.all(rows);
  } finally {
    database.close();
  }
}

/** Every call of the console while `work` runs. */
async function consoleOf(work: () => Promise<void>): Promise<unknown[]> {
  const calls: unknown[] = [];
  const names = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;
  const before = names.map((name) => console[name]);
  for (const name of names) console[name] = (...said: unknown[]) => calls.push(said);
  try {
    await work();
  } finally {
    for (const [i, name] of names.entries()) console[name] = before[i]!;
  }
  return calls;
}

describe('private matching in a browser', function () {
  this.timeout(120_000);

  const enrolled = async (visit: Visit, face: () => Float32Array) => {
    const context = await contextOf(visit, face);
    const result = await enroll(context, { type: 'BACKUP', authorization: token(visit, 'enroll') });
    visit.left.push(result);
    return result.clientState!;
  };
  const recovering = async (visit: Visit, face: () => Float32Array, clientState: string) =>
    recover(await contextOf(visit, face), {
      recognizeId: visit.person,
      clientState,
      authorization: token(visit, 'recover'),
    });
  const login = async (visit: Visit, face: () => Float32Array) =>
    authenticate(await contextOf(visit, face), {
      recognizeId: visit.person,
      authorization: token(visit, 'authenticate'),
    });

  it('[T59] enrolls, recovers and authenticates, refuses a stranger, and leaves no trace of a face anywhere', async () => {
    const visit = newVisit();
    const { person, left, looks } = visit;
    const face = drawnFace(1);
    let clientState = '';
    const said = await consoleOf(async () => {
      clientState = await enrolled(visit, face);
      left.push(await recovering(visit, face, clientState));
      for (let i = 0; i < 2; i++) left.push(await login(visit, face));
      const refused = await rejection(recovering(visit, drawnFace(2), clientState));
      expect(refused).to.equal('ceremony/not-recognized');
    });
    const backend = await (await fetch('/backend/left', { headers: { 'x-person': person } })).json();
    const everything = [
      left,
      said,
      await everythingIn(visit.database),
      backend,
      document.documentElement.outerHTML,
    ];
    everything.push(performance.getEntries().map((entry) => entry.toJSON()));

    const { modelId, n } = await about;
    const { orderSeed } = decodeClientState(clientState).share;
    const secrets = secretsOfLooks(looks, { modelId, n, center: new Float32Array(256) }, orderSeed);
    expect(looks).to.have.lengthOf(5);
    expect(traces(secrets, everything)).to.deep.equal([]);
    expect(JSON.stringify([left, said])).not.to.match(/score|distance|similarity|cosine|hamming|threshold/i);
    // What was searched is not empty, and the search finds what it looks for.
    expect(JSON.stringify(backend)).to.contain(person);
    expect(JSON.stringify(left)).to.contain(clientState);
    for (const secret of secrets.filter((_, i) => i % 7 === 0))
      for (const form of disguises(secret))
        expect(traces([secret], [left[0], { deep: form }]), secret.name).to.deep.equal([secret.name]);
  });

  it('overwrites a look once it has served', async () => {
    const face = drawnFace(4);
    const given: Float32Array[] = [];
    const visit = newVisit();
    const kept = () => {
      const look = face();
      given.push(look);
      return look;
    };
    await recovering(visit, kept, await enrolled(visit, kept));
    expect(given).to.have.lengthOf(2);
    for (const look of given) expect(look.every((value) => value === 0)).to.equal(true);
  });

  it("[T38] keeps this browser's budget over two tabs: ten attempts a day", async () => {
    const [visit, face] = [newVisit(), drawnFace(3)];
    const clientState = await enrolled(visit, face);
    const tabs = await Promise.all([openTab(), openTab()]);
    const attempts = await Promise.all(tabs.map((tab) => tab.takeAttempts(visit.database, visit.person, 9)));
    const codes = attempts.flat();
    expect(codes.filter((code) => code === 'none')).to.have.lengthOf(10);
    expect(codes.filter((code) => code === 'ceremony/locked')).to.have.lengthOf(8);
    for (const tab of tabs) tab.close();
    // The next run ends before a camera would open and before the backend hears of it.
    const [calls, looks] = [visit.left.length, visit.looks.length];
    expect(await rejection(recovering(visit, face, clientState))).to.equal('ceremony/locked');
    expect(visit.looks.length).to.equal(looks);
    const asked = visit.left.slice(calls).filter((one) => (one as HostCall).operation === 'begin');
    expect(asked).to.deep.equal([]);
  });
});

interface Tab {
  takeAttempts(database: string, person: string, count: number): Promise<string[]>;
  close(): void;
}

/** A second realm of this origin with connections of its own, as another tab has them. */
function openTab(): Promise<Tab> {
  return new Promise((resolve, reject) => {
    const frame = document.createElement('iframe');
    frame.src = '/test/browser/tab.html';
    frame.onerror = () => reject(new Error('the tab does not open'));
    const opened = ({ source, data }: MessageEvent) => {
      if (source !== frame.contentWindow || data !== 'open') return;
      removeEventListener('message', opened);
      const { takeAttempts } = frame.contentWindow as unknown as Pick<Tab, 'takeAttempts'>;
      resolve({ takeAttempts, close: () => frame.remove() });
    };
    addEventListener('message', opened);
    document.body.append(frame);
  });
}

describe('the worker of the matching', function () {
  this.timeout(60_000);
  const share = () => split(new Uint8Array(32)).client;

  async function prepared(client = createMatchingClient({ assetsBase }), signal?: AbortSignal) {
    const deviceKeys = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    const input = {
      recognizeId: 'ann',
      modelId: 'm',
      center: new Float32Array(256),
      origin: location.origin,
      ceremony: 'recover',
      token: 'a.b.c',
      share: share(),
      shareSource: 'client-state',
      deviceKeys,
    } as const;
    return client.prepare(input, signal);
  }

  it('makes BeginRequest off the main thread, which goes on drawing meanwhile', async () => {
    let frames = 0;
    let running = true;
    const draw = () => {
      frames++;
      if (running) requestAnimationFrame(draw);
    };
    requestAnimationFrame(draw);
    const match = await prepared();
    running = false;
    expect(match.beginRequest).to.have.lengthOf(2164 + 64 * 256);
    expect(frames).to.be.greaterThan(0);
    match.close();
  });

  it('that does not load says which address', async () => {
    const nowhere = createMatchingClient({ assetsBase: new URL('/no/such/place/', location.href) });
    const error = await prepared(nowhere).catch(
      (thrown: unknown) => thrown as { code: string; detail: string },
    );
    expect(error).to.have.property('code', 'assets/not-found');
    expect((error as { detail: string }).detail).to.contain('/no/such/place/matching.worker.js');
  });

  it('ends with an abort, before and during its work, and with close', async () => {
    const aborted = new AbortController();
    aborted.abort();
    expect(await rejection(prepared(undefined, aborted.signal))).to.equal('ceremony/aborted');
    const later = new AbortController();
    const match = prepared(undefined, later.signal);
    setTimeout(() => later.abort());
    expect(await rejection(match)).to.equal('ceremony/aborted');
    const closed = await prepared();
    closed.close();
    closed.close();
    expect(await rejection(closed.createEvaluateRequest(new Float32Array(256)))).to.equal(
      'ceremony/session-spent',
    );
  });

  it('passes errors on by their code: steps out of order, a message that is none', async () => {
    const match = await prepared();
    expect(await rejection(match.createEvaluateRequest(new Float32Array(256).fill(1)))).to.equal(
      'ceremony/session-spent',
    );
    expect(await rejection(match.acceptBeginResponse(new Uint8Array(159)))).to.equal(
      'security/envelope-invalid',
    );
    expect(await rejection(match.acceptBeginResponse(new Uint8Array(160)))).to.equal(
      'ceremony/session-spent',
    );
    match.close();
  });
});
