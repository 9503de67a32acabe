import { expect } from '@open-wc/testing';
import { errorCodes, RecognizeError, toRecognizeError } from '../../src/errors.ts';

describe('RecognizeError', () => {
  it('keeps its code, stage and retryable through JSON', () => {
    const error = new RecognizeError('ceremony/locked', { until: 5 }).at('verify');
    expect(JSON.parse(JSON.stringify(error))).to.deep.equal({
      code: 'ceremony/locked',
      stage: 'verify',
      retryable: errorCodes['ceremony/locked'],
      docs: 'docs/errors.md#ceremony-locked',
      until: 5,
    });
  });

  it('makes an abort of the platform an abort of the ceremony', () => {
    expect(toRecognizeError(new DOMException('', 'AbortError'), 'runtime/crashed').code).to.equal(
      'ceremony/aborted',
    );
    expect(toRecognizeError(new TypeError('x'), 'runtime/crashed').code).to.equal('runtime/crashed');
  });
});
