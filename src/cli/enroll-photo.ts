import { parseArgs } from 'node:util';
import type { EnrollPhotoOptions } from '../photo/node/enroll-photo.ts';
import { toBase64url } from '../wire/base64url.ts';
import { type Scenario, scenarios } from '../wire/photo.ts';
import { type Command, CommandError, usageError } from './command.ts';

const help = `recognize-elements enroll-photo <file> --scenario <scenario> --recognize-id <id>
                                 --backend <url> [--authorization -]

Creates a client state from a photo (JPEG, PNG or WebP) that your identity check trusts, and prints
it. The server share goes to the matcher, encrypted. No image is written or sent. It needs the
packages onnxruntime-node and sharp.

  --scenario <scenario>    SELFIE, TRUSTED_SOURCE or DOCUMENT
  --recognize-id <id>      the user
  --backend <url>          where the backend module is mounted
  --authorization <token>  the authorization with source: photo, scenario and photo_hash; - reads it
                           from standard input, where other users of the system cannot see it
  --hash                   prints the photo_hash for the authorization, and ends
  --matcher-key <key>      pins the matcher's public key
  --header <name: value>   a header of each request, by which your backend knows the session; can be
                           given more than once
  --type <type>            BACKUP (default) or TEMPORARY
  --name <name>            of the client state in the list of devices
  --json                   prints deviceId and assertion too

Protect the client state like a credential.`;

const options = {
  scenario: { type: 'string' },
  'recognize-id': { type: 'string' },
  backend: { type: 'string' },
  authorization: { type: 'string', default: '-' },
  hash: { type: 'boolean' },
  'matcher-key': { type: 'string' },
  header: { type: 'string', multiple: true },
  type: { type: 'string', default: 'BACKUP' },
  name: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** The command `enroll-photo`. */
export const enrollPhotoCommand: Command = {
  summary: 'creates a client state from a photo that your identity check trusts',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [photo, ...others] = positionals;
    if (photo === undefined || others.length > 0) throw usageError('Name one file.');
    if (values.hash) {
      const { openPhoto } = await import('../photo/node/open-photo.ts');
      const { hash } = await openPhoto(photo);
      return terminal.print(toBase64url(hash));
    }
    const { authorization } = values;
    // Other commands work without the optional packages that this one needs.
    const { enrollPhoto } = await import('../photo/node/enroll-photo.ts').catch(explainMissingPackage);
    const { clientState, ...rest } = await enrollPhoto({
      photo,
      scenario: scenarioOf(values.scenario),
      recognizeId: required('--recognize-id', values['recognize-id']),
      backend: urlOf('--backend', required('--backend', values.backend)),
      authorization:
        authorization === '-' ? () => terminal.read().then((token) => token.trim()) : authorization,
      type: typeOf(values.type),
      headers: (values.header ?? []).map(headerOf),
      signal: terminal.signal,
      ...(values.name === undefined ? {} : { name: values.name }),
      ...(values['matcher-key'] === undefined ? {} : { matcherKey: values['matcher-key'] }),
    });
    terminal.print(values.json === true ? JSON.stringify({ clientState, ...rest }) : clientState);
  },
};

function required(option: string, value: string | undefined): string {
  if (!value) throw usageError(`Set ${option}; see --help.`);
  return value;
}

function urlOf(option: string, value: string): string {
  if (/^https?:/.test(value) && URL.canParse(value)) return value;
  throw usageError(`${option}: expected a URL that starts with https: or http:, not '${value}'.`);
}

function explainMissingPackage(cause: NodeJS.ErrnoException): never {
  if (cause.code !== 'ERR_MODULE_NOT_FOUND' || !cause.message.includes("'onnxruntime-node'")) throw cause;
  throw new CommandError('enroll-photo needs onnxruntime-node: npm install onnxruntime-node', 1, cause);
}

function scenarioOf(value: string | undefined): Scenario {
  const scenario = scenarios.find((known) => known === value);
  if (scenario === undefined) throw usageError(`Set --scenario to one of ${scenarios.join(', ')}.`);
  return scenario;
}

function typeOf(value: string): NonNullable<EnrollPhotoOptions['type']> {
  if (value === 'BACKUP' || value === 'TEMPORARY') return value;
  throw usageError('Set --type to BACKUP or TEMPORARY.');
}

function headerOf(line: string): [string, string] {
  const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
  // The value may be a credential, so the message does not repeat it.
  if (name === undefined || value === undefined) throw usageError("--header: expected 'name: value'.");
  try {
    new Headers([[name, value]]);
  } catch {
    throw usageError(
      `--header: the name or the value of '${name}' has characters that HTTP does not permit.`,
    );
  }
  return [name, value];
}
