import { describe, expect, it } from 'vitest';
import { toBase64url } from '../../../src/wire/base64url.ts';
import { parseConfiguration, verifyEnvelopeKey } from '../../../src/wire/configuration.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import golden from '../../vectors/envelope.json' with { type: 'json' };
import { hex, unhex } from '../../vectors/hex.ts';

const configuration = {
  version: 1 as const,
  suites: [1],
  models: ['m'],
  signingKey: toBase64url(unhex(golden.signingKey)),
  envelopeKey: toBase64url(unhex(golden.envelopeKey)),
  envelopeKeyExpires: golden.expires,
  envelopeKeySignature: toBase64url(unhex(golden.signature)),
  protocol: 2,
};

describe('parseConfiguration', () => {
  it('returns a valid configuration', () => {
    expect(parseConfiguration(configuration)).toEqual(configuration);
  });

  it('takes a configuration that names no protocol for one of version 1', () => {
    const { protocol: _, ...version1 } = configuration;
    expect(parseConfiguration(version1).protocol).toBe(1);
  });

  it.each<[unknown, string]>([
    [null, 'configuration: expected Object'],
    ['text', 'configuration: expected Object'],
    [{}, 'configuration.version: missing'],
    [{ ...configuration, version: 2 }, 'configuration.version: expected 1'],
    [{ ...configuration, suites: 1 }, 'configuration.suites: expected Array'],
    [{ ...configuration, models: [1] }, 'configuration.models.0: expected string'],
    [{ ...configuration, envelopeKey: 7 }, 'configuration.envelopeKey: expected string'],
    [{ ...configuration, envelopeKeyExpires: '1' }, 'configuration.envelopeKeyExpires: expected number'],
    [{ ...configuration, signingKey: undefined }, 'configuration.signingKey: expected string'],
  ])('refuses %j with host/bad-response', (value, detail) => {
    expect(() => parseConfiguration(value)).toThrow(`host/bad-response: ${detail}`);
  });
});

describe('verifyEnvelopeKey', () => {
  const valid = golden.expires - 1;

  it('returns the key of the golden vector, with and without a pinned signing key', async () => {
    for (const pinned of [configuration.signingKey, undefined])
      expect(hex(await verifyEnvelopeKey(configuration, pinned, valid))).toBe(golden.envelopeKey);
  });

  it.each<[string, object, string | undefined, number]>([
    ['another pinned key', {}, configuration.envelopeKey, valid],
    ['an expired key', {}, undefined, golden.expires],
    ['a changed expiry', { envelopeKeyExpires: golden.expires + 1 }, undefined, valid],
    ['a changed key', { envelopeKey: configuration.signingKey }, undefined, valid],
    ['a signing key that is not base64url', { signingKey: '!' }, undefined, valid],
    ['a signing key that is not a point', { signingKey: 'AAAA' }, undefined, valid],
    ['a signature that is not base64url', { envelopeKeySignature: '!' }, undefined, valid],
  ])('refuses %s with security/matcher-key-mismatch', async (_, change, pinned, now) => {
    expect(await errorCodeOf(verifyEnvelopeKey({ ...configuration, ...change }, pinned, now))).toBe(
      'security/matcher-key-mismatch',
    );
  });
});
