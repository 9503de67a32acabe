import { RecognizeError } from '../errors.ts';
import { assets } from './assets.ts';
import { type Command, Failure, misuse, type Terminal } from './command.ts';
import { doctor } from './doctor.ts';
import { keys } from './keys.ts';
import { modelsAdd } from './models-add.ts';
import { version } from './package.ts';

const commands: Readonly<Record<string, Command>> = { keys, 'models add': modelsAdd, assets, doctor };

/** Runs one command line; the status that the process ends with. Never rejects. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await dispatch(args, terminal);
    return 0;
  } catch (thrown) {
    if (terminal.signal.aborted) {
      terminal.note('Stopped.');
      return 130;
    }
    const { message, status } = failureOf(thrown);
    terminal.note(message);
    return status;
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<void> {
  const [first, ...rest] = args;
  if (first === undefined || first === 'help' || isHelp(first)) return terminal.print(overview());
  if (first === '--version') return terminal.print(version());
  const [name, own] = first === 'models' ? [`models ${rest[0] ?? ''}`.trim(), rest.slice(1)] : [first, rest];
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) {
    return own.some(isHelp) ? terminal.print(command.help) : command.run(own, terminal);
  }
  if (first === 'models' && isHelp(rest[0] ?? '--help')) return terminal.print(modelsAdd.help);
  throw misuse(`There is no command '${name}'; there are ${Object.keys(commands).join(', ')}.`);
}

const isHelp = (argument: string) => argument === '--help' || argument === '-h';

function overview(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`);
  return `recognize-elements <command> [--help]\n\n${lines.join('\n')}`;
}

/** What went wrong in one sentence, without a stack. */
function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  if (thrown instanceof RecognizeError) return new Failure(`${thrown.message} (see ${thrown.docs})`);
  const { code = '', message = String(thrown) } = thrown as { code?: string; message?: string };
  // Of the parser's explanation only the first sentence helps.
  if (code.startsWith('ERR_PARSE_ARGS'))
    return misuse(`${message.split('. ')[0]?.replace(/\.$/, '')}; see --help.`);
  return new Failure(message);
}
