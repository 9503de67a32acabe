import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createSecret } from '../server/index.ts';
import { deriveKeys, matcherKeyOf } from '../server/keys.ts';
import { type Command, CommandError, type Terminal } from './command.ts';

const help = `recognize-elements keys [--secret <file>]

Prints a new secret for createRecognizeServer, and the matcher's public key that is derived from
it. Pages pin the key with matcher-key="…".

  --secret <file>  print the key of the secret in this file instead; - reads standard input

Keep the secret outside the database. Without it, all enrollments are lost.`;

/** The command `keys`. */
export const keys: Command = {
  summary: 'creates a secret for the backend, and the key that pages pin',
  help,
  async run(args, terminal) {
    const { values } = parseArgs({ args, options: { secret: { type: 'string' } } });
    const secret = values.secret === undefined ? createSecret() : await readSecret(values.secret, terminal);
    const derivedKeys = await deriveKeys(secret);
    if (values.secret === undefined) terminal.print(`secret       ${secret}`);
    terminal.print(`matcher-key  ${matcherKeyOf(derivedKeys)}`);
  },
};

async function readSecret(file: string, terminal: Terminal): Promise<string> {
  if (file === '-') return terminal.read();
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CommandError(`The secret cannot be read from ${file}.`, 1, cause);
  });
}
