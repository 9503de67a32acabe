import { RecognizeError } from 'recognize-elements';

/** Why the host said no; `offline` when it said nothing. */
export class Refused extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

export interface Account {
  readonly name: string;
  readonly recognizeId: string;
  readonly enrolled: boolean;
  /** Cents. */
  readonly balance: number;
  readonly factors: readonly ('password' | 'message' | 'face')[];
  /** Enough was shown for everything; else only for showing one's face. */
  readonly open: boolean;
}

export interface Message {
  readonly kind: 'code' | 'link';
  readonly secret: string;
  readonly sent: number;
}

export interface Permit {
  readonly authorization: string;
  readonly challenge: string;
}

export interface PaymentMade {
  readonly payee: string;
  readonly amount: number;
  readonly made: number;
}

async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`/api/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch(() => {
    throw new Refused('offline');
  });
  const answer = (await response.json().catch(() => ({ error: 'trouble' }))) as Answer & { error?: string };
  if (!response.ok) throw new Refused(answer?.error ?? 'trouble');
  return answer;
}

/** For calls that may come twice: what cannot be made again must not be lost with a connection. */
async function persistent<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (const pause of [500, 2_000, 5_000]) {
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof Refused) || thrown.reason !== 'offline') throw thrown;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return work();
}

/** A refusal as the elements know it: whoever was signed out meanwhile is told so. */
export function forElements(thrown: unknown): never {
  if (thrown instanceof Refused && thrown.reason === 'signed-out')
    throw new RecognizeError('server/unauthorized', { cause: thrown });
  throw thrown;
}

/** The demo host's own calls. Those of the elements go to the backend module, through `forwardTo`. */
export const api = {
  me: () => call<Account | null>('GET', 'me'),
  register: (name: string, password: string) => call<Account>('POST', 'people', { name, password }),
  signIn: (name: string, password: string) => call<Account>('POST', 'sessions', { name, password }),
  signOut: () => call('DELETE', 'sessions'),
  send: (name: string, kind: Message['kind']) => call('POST', 'messages', { name, kind }),
  inbox: (name: string) => call<Message[]>('GET', `messages?name=${encodeURIComponent(name)}`),
  useCode: (name: string, code: string) => call<Account>('POST', 'codes', { name, code }),
  useLink: (secret: string) => call<Account>('POST', 'links', { secret }),
  authorization: async (ceremony: 'enroll' | 'recover' | 'authenticate', activate = false) =>
    (
      await call<Permit>('POST', 'authorizations', { ceremony, activate: activate ? 'yes' : 'no' }).catch(
        forElements,
      )
    ).authorization,
  clientState: async () => (await call<{ clientState: string }>('GET', 'client-state')).clientState,
  prove: (proof: { assertion: string; clientState?: string; deviceId?: string }) =>
    persistent(() => call<Account>('POST', 'assertions', proof)),
  keep: (further: { assertion: string; clientState: string }) =>
    persistent(() => call('POST', 'client-states', further)),
  /** @param language of the words that are shown and signed */
  pay: (payee: string, amount: string, language: string) =>
    call<Permit & { transaction: Record<string, string> }>('POST', 'payments', { payee, amount, language }),
  confirmPayment: (assertion: string) =>
    persistent(() => call<{ claims: Record<string, unknown> }>('POST', 'payments/confirm', { assertion })),
  payments: () => call<PaymentMade[]>('GET', 'payments'),
  endLock: () => call('DELETE', 'lock'),
};
