import { createRecognize, type Recognize } from 'recognize-elements/headless';
import { createRecognizeServer, createSecret, type RecognizeServer } from 'recognize-elements/server';
import { pgliteStorage } from 'recognize-elements/server/pglite';

/** The server side of a TypeScript project. It is compiled, and never run. */
export const server = async (): Promise<RecognizeServer> =>
  createRecognizeServer({
    storage: await pgliteStorage(),
    secret: createSecret(),
    models: [{}],
    origins: ['https://bank.example'],
    authorize: async (request) => ({ recognizeId: request.url, allow: ['recover'] }),
  });

export const client = (): Recognize => createRecognize({ host: '/api', matcherKey: 'AAAA' });
