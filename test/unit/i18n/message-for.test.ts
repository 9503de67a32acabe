import { expect, it } from 'vitest';
import { en } from '../../../src/i18n/en.ts';
import { messageFor } from '../../../src/i18n/message-for.ts';

const adviceFor = (code: keyof typeof messageFor) => {
  const { title, text } = en.messages[messageFor[code]];
  return `${title}. ${text}`;
};

it.each([
  'assets/not-found',
  'assets/wrong-type',
  'assets/hash-mismatch',
  'assets/version-mismatch',
  'server/bad-request',
] as const)('advises to reload a page that may be older than the site: %s', (code) => {
  expect(adviceFor(code)).toMatch(/reload this page/i);
});

it.each(['models/manifest-invalid', 'models/model-invalid', 'assets/wrong-type'] as const)(
  'does not blame the connection for a mistake of the site: %s',
  (code) => {
    expect(adviceFor(code)).not.toMatch(/connection/);
    expect(adviceFor(code)).toMatch(/tell the (owner|support team) of this website/);
  },
);

it('does not advise to close pages when the browser computes wrong results', () => {
  expect(adviceFor('models/self-test-failed')).toMatch(/update it, or use another browser/);
});
