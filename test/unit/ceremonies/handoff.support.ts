import { type HandedOff, handOff } from '../../../src/ceremonies/handoff.ts';
import { PhoneHandoff } from '../../../src/ceremonies/phone-handoff.ts';
import type { Host, HostCall } from '../../../src/ceremonies/types.ts';
import type { HandoffDetail } from '../../../src/events.ts';
import { parseHandoffLink } from '../../../src/wire/handoff.ts';
import { origin, type TestBackend } from '../../support/test-backend.ts';

/** A connection of a browser to the backend, without HTTP. @param user as the header `x-user`; undefined for a phone */
export const connection =
  (backend: TestBackend, user: string | undefined, calls: HostCall[] = []): Host =>
  async (call) => {
    calls.push(call);
    return (await backend.fetchAs(user, call.method, call.path, call.body)).json();
  };

/** A desktop that hands a ceremony off, up to the moment at which it shows the code. */
export async function startDesktop(backend: TestBackend, user: string, handedOff: HandedOff, host?: Host) {
  const calls: HostCall[] = [];
  const details: HandoffDetail[] = [];
  const abort = new AbortController();
  let show = (_detail: HandoffDetail) => {};
  const shown = new Promise<HandoffDetail>((resolve) => {
    show = resolve;
  });
  const result = handOff(
    {
      host: host ?? connection(backend, user, calls),
      signal: abort.signal,
      origin,
      description: { name: 'Firefox, Windows', browser: 'Firefox', system: 'Windows' },
      now: () => backend.clock.now,
      onHandoff: (detail) => {
        details.push(detail);
        show(detail);
      },
    },
    handedOff,
  );
  // The test awaits it later.
  result.catch(() => {});
  const detail = await Promise.race([shown, result.then(() => Promise.reject(new Error('ended')))]);
  return { result, detail, details, calls, abort };
}

/** A phone that has opened the link of a desktop. */
export function phoneFor(backend: TestBackend, { url }: HandoffDetail, calls: HostCall[] = []) {
  const link = parseHandoffLink(new URL(url).hash)!;
  return new PhoneHandoff(link, connection(backend, undefined, calls));
}
