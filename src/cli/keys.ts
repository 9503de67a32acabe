import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createSecret } from '../server/index.ts';
import { deriveKeys, matcherKeyOf } from '../server/keys.ts';
import { type Command, Failure, type Terminal } from './command.ts';

const help = `recognize-elements keys [--secret <file>]

Prints a fresh secret for createRecognizeServer, and the public key of the matcher that it makes,
which pages pin: matcher-key="…".

  --secret <file>  print the key of the secret in this file instead; - reads standard input

Keep the secret outside the database. Whoever loses it loses every enrollment.`;

/** `keys` */
export const keys: Command = {
  summary: 'makes a secret for the backend, and the key that pages pin',
  help,
  async run(args, terminal) {
    const { values } = parseArgs({ args, options: { secret: { type: 'string' } } });
    const secret = values.secret === undefined ? createSecret() : await readSecret(values.secret, terminal);
    const derived = await deriveKeys(secret).catch((cause: unknown) => {
      throw new Failure('The secret has at least 32 bytes, as base64url.', 1, cause);
    });
    if (values.secret === undefined) terminal.print(`secret       ${secret}`);
    terminal.print(`matcher-key  ${matcherKeyOf(derived)}`);
  },
};

async function readSecret(file: string, terminal: Terminal): Promise<string> {
  if (file === '-') return (await terminal.read()).trim();
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Failure(`The secret cannot be read from ${file}.`, 1, cause);
  });
  return text.trim();
}
