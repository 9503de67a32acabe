import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/ceremonies/authenticate.ts';
import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { CeremonyContext } from '../../../src/ceremonies/types.ts';
import type { JsonObject } from '../../../src/wire/json.ts';
import type { Ceremony } from '../../../src/wire/tokens.ts';
import { captureOf } from '../../support/capture.ts';
import { errorOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, origin, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser } from '../../support/test-browser.ts';
import { attemptsOf, authorizationFor, countDevices, enrollUser, recoverIn } from './support.ts';

const face = syntheticFace(1);
const otherOrigin = 'https://www.bank.example';
let backend: TestBackend;
let clientState: string;
beforeAll(async () => {
  backend = await createTestBackend({ origins: [origin, otherOrigin] });
  ({ clientState } = await enrollUser(backend, 'ann', face));
});
afterAll(() => backend.close());

/** Runs a ceremony in a bound browser whose camera must stay closed. */
async function refusalWithoutCamera(
  ceremony: Ceremony,
  claims: object,
  context: Partial<CeremonyContext> = {},
) {
  const bound = createTestBrowser(backend, 'ann', face);
  await recoverIn(bound, backend, 'ann', clientState);
  const devices = await countDevices(backend, 'ann');
  const attempts = await attemptsOf(bound, 'ann');
  const camera: string[] = [];
  const browser = createTestBrowser(backend, 'ann', face, {
    store: bound.store,
    warmUp: async () => void camera.push('opened'),
    capture: captureOf(() => {
      camera.push('captured');
      return face();
    }),
    ...context,
  });
  const authorization = authorizationFor(backend, ceremony, 'ann', claims);
  const runs = {
    enroll: () => enroll(browser.context, { type: 'BACKUP', authorization }),
    recover: () => recover(browser.context, { recognizeId: 'ann', clientState, authorization }),
    authenticate: () => authenticate(browser.context, { recognizeId: 'ann', authorization }),
  };
  const error = await errorOf(runs[ceremony]());
  expect(camera).toEqual([]);
  expect(browser.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(await countDevices(backend, 'ann')).toBe(devices);
  expect(await attemptsOf(bound, 'ann')).toEqual(attempts);
  return { code: error?.code, detail: error?.detail };
}

const ceremonies = ['enroll', 'recover', 'authenticate'] as const;

describe('before the camera opens, a run is refused', () => {
  it.each(ceremonies)('[T73] with an authorization for another origin: %s', async (ceremony) => {
    expect(await refusalWithoutCamera(ceremony, { origin: otherOrigin })).toEqual({
      code: 'server/forbidden',
      detail: `authorization: the token is for the origin ${otherOrigin}, but this page has the origin ${origin}; issue it for the origin of the page`,
    });
  });

  it.each(['recover', 'authenticate'] as const)(
    'with an authorization for another device key: %s',
    async (ceremony) => {
      const { code, detail } = await refusalWithoutCamera(ceremony, { device_key: 'x'.repeat(43) });
      expect(code).toBe('server/forbidden');
      expect(detail).toContain(`the token is for the device key ${'x'.repeat(43)}, but this browser has `);
    },
  );

  it.each(ceremonies)('when the matcher key is not the pinned one: %s', async (ceremony) => {
    const { code } = await refusalWithoutCamera(ceremony, {}, { matcherKey: 'A'.repeat(86) });
    expect(code).toBe('security/matcher-key-mismatch');
  });

  describe.each(ceremonies)(
    '[T96] when the page wants a lower level than the authorization: %s',
    (ceremony) => {
      it.each(['off', 'passive'] as const)('%s instead of active', async (liveness) => {
        expect(await refusalWithoutCamera(ceremony, { liveness: 'active' }, { liveness })).toEqual({
          code: 'usage/invalid-attribute',
          detail:
            'liveness: expected active, which the authorization requires, or nothing; a page can raise the level and not lower it',
        });
      });

      it('off instead of what an authorization without a level means', async () => {
        const { code } = await refusalWithoutCamera(ceremony, {}, { liveness: 'off' });
        expect(code).toBe('usage/invalid-attribute');
      });
    },
  );

  it.each(ceremonies)('when the backend speaks version 1 of the protocol: %s', async (ceremony) => {
    const { host } = createTestBrowser(backend, 'ann', face).context;
    const version1: CeremonyContext['host'] = async (call, signal) => {
      const answer = await host(call, signal);
      if (call.operation !== 'configuration') return answer;
      const { protocol: _, ...configuration } = answer as JsonObject;
      return configuration;
    };
    expect(await refusalWithoutCamera(ceremony, {}, { host: version1 })).toEqual({
      code: 'assets/version-mismatch',
      detail: 'page and backend are of different releases: protocol version 2 and 1',
    });
  });

  it('when the backend does not have the loaded models', async () => {
    const models = async () => ({
      modelId: 'other',
      center: new Float32Array(256),
      n: 256,
      tau: 0,
      previous: false,
    });
    expect(await refusalWithoutCamera('enroll', {}, { models })).toEqual({
      code: 'client-state/model-mismatch',
      detail: 'models: this page has loaded other, which is not in the option models of the backend',
    });
  });
});
