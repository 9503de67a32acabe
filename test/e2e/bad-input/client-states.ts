import { given, type Row, recover, type Setting, started } from '../support/setting.ts';

const changed = (change: (kept: string) => string) => (setting: Setting) =>
  recover({ clientState: change(setting.kept) })(setting);

/** Its fields as they stand, with another date. */
const altered = (kept: string) => {
  const fields = JSON.parse(Buffer.from(kept, 'base64url').toString());
  return Buffer.from(JSON.stringify({ ...fields, created: 1 })).toString('base64url');
};

/** A fresh one, which `end` makes useless. */
const spoilt =
  (end: (setting: Setting, deviceId: string) => Promise<unknown>, meddle: string = '') =>
  async (setting: Setting) => {
    const enrolling = await started(setting.ada, { tag: 'recognize-enroll', meddle });
    const { result } = await enrolling.ended();
    await end(setting, result.deviceId);
    return recover({ clientState: result.clientState })(setting);
  };

const revoke = ({ ada }: Setting, deviceId: string) =>
  ada.page.evaluate((path) => fetch(path, { method: 'DELETE' }), `/api/people/ada/devices/${deviceId}`);

const version2 = Buffer.from('{"version":2}').toString('base64url');

export const clientStates: readonly Row[] = [
  ['client-state/malformed', 'none', changed(() => ' ')],
  ['client-state/malformed', 'truncated', changed((kept) => kept.slice(0, -9))],
  ['client-state/malformed', 'of something else', changed(() => 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA')],
  ['client-state/malformed', 'altered', changed(altered)],
  ['client-state/unknown-version', 'of a newer release', changed(() => version2)],
  ['client-state/wrong-person', "somebody else's", given({ 'recognize-id': 'bruno' })],
  [
    'client-state/model-mismatch',
    'made with other models',
    given({ models: '/broken/manifest-other/models/manifest.json' }),
  ],
  ['client-state/expired', 'expired', spoilt(async () => {}, `page.answer = page.forwardTo('/short')`)],
  ['client-state/revoked', 'revoked', spoilt(revoke)],
];
