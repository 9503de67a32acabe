import { expect } from '@open-wc/testing';
import { createRecognize } from '../../src/headless.ts';
import { errorCodeOf } from '../support/error-code.ts';
import { authorization, newPerson, until } from './elements/page.ts';

describe('a run without elements', function () {
  this.timeout(180_000);

  it('ends with its signal while nobody answers, and leaves the person free for the next', async () => {
    const person = newPerson();
    let asked = 0;
    const host = () => {
      asked++;
      return new Promise<unknown>(() => {});
    };
    const recognize = createRecognize({ host, assetsBase: '/dist/assets/' });
    for (const count of [1, 2]) {
      const controller = new AbortController();
      const input = { type: 'BACKUP', authorization: authorization(person, 'enroll') } as const;
      const run = errorCodeOf(
        recognize.enroll(input, { camera: 'simulated:ada', signal: controller.signal }),
      );
      await until(() => asked === count);
      controller.abort();
      expect(await run).to.equal('ceremony/aborted');
    }
    recognize.close();
  });

  it('tells of a host function that throws by a code', async () => {
    const host = () => {
      throw new Error('no such session');
    };
    const recognize = createRecognize({ host, assetsBase: '/dist/assets/' });
    expect(await errorCodeOf(recognize.listDevices(newPerson()))).to.equal('host/rejected');
  });
});
