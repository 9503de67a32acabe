import { expect } from '@open-wc/testing';
import { authenticate } from '../../src/ceremonies/authenticate.ts';
import { enroll } from '../../src/ceremonies/enroll.ts';
import { recover } from '../../src/ceremonies/recover.ts';
import type { CeremonyContext, HostCall } from '../../src/ceremonies/types.ts';
import { createMatchingClient } from '../../src/matching/client.ts';
import { indexedDbStore } from '../../src/store/indexed-db.ts';
import { withUserLock } from '../../src/store/user-lock.ts';
import { decodeClientState } from '../../src/wire/client-state.ts';
import { captureOf, photoOf } from '../support/capture.ts';
import { errorCodeOf } from '../support/error-code.ts';
import { encodingsOf, findSecrets, secretsOfCaptures } from '../support/secret-search.ts';
import { syntheticFace } from '../support/synthetic-face.ts';

// Ceremonies in a browser with the real worker, IndexedDB, HTTP, matcher and database. Only camera and networks are replaced.

const assetsBase = new URL('/dist/assets/', location.href);
let userCount = 0;

interface BackendModels {
  readonly modelId: string;
  readonly n: number;
}
const backendModels = fetch('/backend/about').then((response) => response.json() as Promise<BackendModels>);

interface RecordedUser {
  readonly recognizeId: string;
  readonly database: string;
  /** A copy of each embedding, made before the ceremony overwrites it. */
  readonly embeddings: Float32Array[];
  /** Everything that the ceremonies send, receive, store and report. */
  readonly output: unknown[];
}

const newRecordedUser = (): RecordedUser => {
  const recognizeId = `person-${performance.timeOrigin}-${++userCount}`;
  return { recognizeId, database: `matching-${recognizeId}`, embeddings: [], output: [] };
};

const token = (user: RecordedUser, ceremony: string) => async () =>
  (await fetch(`/backend/token?ceremony=${ceremony}`, { headers: { 'x-user': user.recognizeId } })).text();

async function createContext(user: RecordedUser, face: () => Float32Array): Promise<CeremonyContext> {
  const { modelId, n } = await backendModels;
  const { recognizeId, output } = user;
  return {
    host: async (call: HostCall) => {
      const response = await fetch(`/backend/api/${call.path}`, {
        method: call.method,
        headers: { 'x-user': recognizeId },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      const answer = await response.json();
      output.push(call, [...response.headers], answer, await readDatabase(user.database));
      return answer;
    },
    matching: createMatchingClient({ assetsBase }),
    store: indexedDbStore(user.database),
    withUserLock,
    models: async () => ({ modelId, n, tau: 0, center: new Float32Array(256), previous: false }),
    warmUp: async () => {},
    capture: captureOf(() => {
      const embedding = face();
      user.embeddings.push(embedding.slice());
      return embedding;
    }),
    openPhoto: photoOf(face),
    description: { name: 'Test browser' },
    origin: location.origin,
    onStep: (step) => output.push(step),
    onDurableResult: (result) => output.push(result),
    signal: new AbortController().signal,
    now: Date.now,
  };
}

/** All keys and values in an IndexedDB database. */
async function readDatabase(name: string): Promise<unknown[]> {
  const done = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const databases = await indexedDB.databases();
  if (!databases.some((database) => database.name === name)) return [];
  const database = await done(indexedDB.open(name));
  try {
    const rows = [...database.objectStoreNames].map((store) => {
      const objects = database.transaction(store).objectStore(store);
      return Promise.all([done(objects.getAllKeys()), done(objects.getAll())]);
    });
    return await Promise.all(rows);
  } finally {
    database.close();
  }
}

/** The arguments of every console call while `work` runs. */
async function captureConsole(work: () => Promise<void>): Promise<unknown[]> {
  const calls: unknown[] = [];
  const names = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;
  const originals = names.map((name) => console[name]);
  for (const name of names) console[name] = (...values: unknown[]) => calls.push(values);
  try {
    await work();
  } finally {
    for (const [i, name] of names.entries()) console[name] = originals[i]!;
  }
  return calls;
}

async function enrollUser(user: RecordedUser, face: () => Float32Array): Promise<string> {
  const context = await createContext(user, face);
  const result = await enroll(context, { type: 'BACKUP', authorization: token(user, 'enroll') });
  user.output.push(result);
  return result.clientState!;
}

const recoverUser = async (user: RecordedUser, face: () => Float32Array, clientState: string) =>
  recover(await createContext(user, face), {
    recognizeId: user.recognizeId,
    clientState,
    authorization: token(user, 'recover'),
  });

const authenticateUser = async (user: RecordedUser, face: () => Float32Array) =>
  authenticate(await createContext(user, face), {
    recognizeId: user.recognizeId,
    authorization: token(user, 'authenticate'),
  });

describe('ceremonies in a browser', function () {
  this.timeout(120_000);

  it('[T59] enrolls, recovers and authenticates, refuses a stranger, and leaves no trace of a face anywhere', async () => {
    const user = newRecordedUser();
    const { recognizeId, output, embeddings } = user;
    const face = syntheticFace(1);
    let clientState = '';
    const consoleCalls = await captureConsole(async () => {
      clientState = await enrollUser(user, face);
      output.push(await recoverUser(user, face, clientState));
      for (let i = 0; i < 2; i++) output.push(await authenticateUser(user, face));
      const stranger = recoverUser(user, syntheticFace(2), clientState);
      expect(await errorCodeOf(stranger)).to.equal('ceremony/not-recognized');
    });
    const backend = await (await fetch('/backend/stored', { headers: { 'x-user': recognizeId } })).json();
    const everything = [
      output,
      consoleCalls,
      await readDatabase(user.database),
      backend,
      document.documentElement.outerHTML,
      performance.getEntries().map((entry) => entry.toJSON()),
    ];

    const { modelId, n } = await backendModels;
    const { orderSeed } = decodeClientState(clientState).share;
    const secrets = secretsOfCaptures(embeddings, { modelId, n, center: new Float32Array(256) }, orderSeed);
    expect(embeddings).to.have.lengthOf(5);
    expect(findSecrets(secrets, everything)).to.deep.equal([]);
    expect(JSON.stringify([output, consoleCalls])).not.to.match(
      /score|distance|similarity|cosine|hamming|threshold/i,
    );

    // The searched output is not empty, and the search finds secrets that are there.
    expect(JSON.stringify(backend)).to.contain(recognizeId);
    expect(JSON.stringify(output)).to.contain(clientState);
    for (const secret of secrets.filter((_, i) => i % 7 === 0))
      for (const encoding of encodingsOf(secret))
        expect(findSecrets([secret], [output[0], { nested: encoding }]), secret.name).to.deep.equal([
          secret.name,
        ]);
  });

  it('overwrites each embedding after use', async () => {
    const face = syntheticFace(4);
    const embeddings: Float32Array[] = [];
    const user = newRecordedUser();
    const recordedFace = () => {
      const embedding = face();
      embeddings.push(embedding);
      return embedding;
    };
    await recoverUser(user, recordedFace, await enrollUser(user, recordedFace));
    expect(embeddings).to.have.lengthOf(2);
    for (const embedding of embeddings) expect(embedding.every((value) => value === 0)).to.equal(true);
  });

  it('[T38] enforces the attempt limit of this browser over two tabs: ten attempts a day', async () => {
    const [user, face] = [newRecordedUser(), syntheticFace(3)];
    const clientState = await enrollUser(user, face);
    const tabs = await Promise.all([openTab(), openTab()]);
    const attempts = tabs.map((tab) => tab.recordAttempts(user.database, user.recognizeId, 9));
    const codes = (await Promise.all(attempts)).flat();
    expect(codes.filter((code) => code === 'none')).to.have.lengthOf(10);
    expect(codes.filter((code) => code === 'ceremony/locked')).to.have.lengthOf(8);
    for (const tab of tabs) tab.close();

    // The next run ends before a capture and before the first message to the matcher.
    const [outputLength, captureCount] = [user.output.length, user.embeddings.length];
    expect(await errorCodeOf(recoverUser(user, face, clientState))).to.equal('ceremony/locked');
    expect(user.embeddings.length).to.equal(captureCount);
    const requests = user.output
      .slice(outputLength)
      .filter((item) => (item as HostCall).operation === 'begin');
    expect(requests).to.deep.equal([]);
  });
});

interface Tab {
  recordAttempts(database: string, recognizeId: string, count: number): Promise<string[]>;
  close(): void;
}

/** Opens tab.html in a frame: like a second tab, it has a separate global scope and separate IndexedDB connections. */
function openTab(): Promise<Tab> {
  return new Promise((resolve, reject) => {
    const frame = document.createElement('iframe');
    frame.src = '/test/browser/tab.html';
    frame.onerror = () => reject(new Error('tab.html does not load'));
    const onMessage = ({ source, data }: MessageEvent) => {
      if (source !== frame.contentWindow || data !== 'ready') return;
      removeEventListener('message', onMessage);
      const { recordAttempts } = frame.contentWindow as unknown as Pick<Tab, 'recordAttempts'>;
      resolve({ recordAttempts, close: () => frame.remove() });
    };
    addEventListener('message', onMessage);
    document.body.append(frame);
  });
}
