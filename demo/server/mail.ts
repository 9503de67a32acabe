import { appendFile } from 'node:fs/promises';

/** What a host would send by mail or text message. */
export interface Message {
  /** `account-exists`: for a person who tries to register a second time. */
  readonly kind: 'code' | 'link' | 'account-exists';
  /** The code, or the secret of the link. */
  readonly secret?: string;
  /** Milliseconds since the epoch. */
  readonly sent: number;
}

/** Replaces the mail service of a host. */
export interface Mail {
  /** @param name of the account, which is the address */
  send(name: string, message: Message): Promise<void>;
}

/** Mail that the demo page shows. Everybody who reaches the server can read it, so it is for one person on one machine only. */
export interface Inbox extends Mail {
  /** The newest message of each kind, the newest first. */
  list(name: string): Message[];
}

const MESSAGE_LIFETIME_MS = 600_000;
const MAX_NAMES = 1_000;

/** Messages in memory. A database would contain their secrets in plain text. */
export function createInbox(): Inbox {
  const messages = new Map<string, Message[]>();
  return {
    async send(name, message) {
      const others = (messages.get(name) ?? []).filter(({ kind }) => kind !== message.kind);
      messages.delete(name);
      messages.set(name, [message, ...others]);
      const [oldest] = messages.keys();
      if (messages.size > MAX_NAMES) messages.delete(oldest!);
    },
    list: (name) => (messages.get(name) ?? []).filter(({ sent }) => sent > Date.now() - MESSAGE_LIFETIME_MS),
  };
}

/** Messages as lines of JSON in a file that only this user of the system can read. A real host calls its mail service here. */
export const createOutbox = (file: string): Mail => ({
  send: (name, message) => appendFile(file, `${JSON.stringify({ name, ...message })}\n`, { mode: 0o600 }),
});
