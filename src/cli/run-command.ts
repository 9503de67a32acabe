import { RecognizeError } from '../errors.ts';
import { showInvisible } from '../visible-text.ts';
import { assets } from './assets.ts';
import { type Command, CommandError, type Terminal, usageError } from './command.ts';
import { doctor } from './doctor.ts';
import { enrollPhotoCommand } from './enroll-photo.ts';
import { keys } from './keys.ts';
import { migrate } from './migrate.ts';
import { modelsAdd } from './models/add.ts';
import { modelsList } from './models/list.ts';
import { packageVersion } from './package.ts';

const commands: Readonly<Record<string, Command>> = {
  keys,
  migrate,
  'models add': modelsAdd,
  'models list': modelsList,
  assets,
  doctor,
  'enroll-photo': enrollPhotoCommand,
};

/** Exit code after SIGINT, as shells use it: 128 + 2. */
const EXIT_STOPPED = 130;

/** Runs one command line. Never rejects. @returns the exit code of the process */
export async function runCommand(args: readonly string[], output: Terminal): Promise<number> {
  const terminal = withVisibleText(output);
  try {
    await dispatch(args, terminal);
    return 0;
  } catch (thrown) {
    if (terminal.signal.aborted) {
      terminal.note('Stopped.');
      return EXIT_STOPPED;
    }
    const { message, exitCode } = toCommandError(thrown);
    terminal.note(message);
    return exitCode;
  }
}

/** What a website or a file contains may control the terminal, or look like another text. */
function withVisibleText(terminal: Terminal): Terminal {
  const visible = (text: string) => text.split('\n').map(showInvisible).join('\n');
  return {
    read: () => terminal.read(),
    signal: terminal.signal,
    print: (line) => terminal.print(visible(line)),
    note: (line) => terminal.note(visible(line)),
  };
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<void> {
  const [first, ...rest] = args;
  if (first === undefined || first === 'help' || isHelp(first)) return terminal.print(overview());
  if (first === '--version') return terminal.print(packageVersion());
  const [name, commandArgs] =
    first === 'models' ? [`models ${rest[0] ?? ''}`.trim(), rest.slice(1)] : [first, rest];
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) {
    return commandArgs.some(isHelp) ? terminal.print(command.help) : command.run(commandArgs, terminal);
  }
  if (first === 'models' && isHelp(rest[0] ?? '--help')) return terminal.print(modelsAdd.help);
  throw usageError(`There is no command '${name}'. The commands are ${Object.keys(commands).join(', ')}.`);
}

const isHelp = (argument: string) => argument === '--help' || argument === '-h';

function overview(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(13)}${summary}`);
  return `recognize-elements <command> [--help]\n\n${lines.join('\n')}`;
}

/** One sentence about what failed, without a stack. */
function toCommandError(thrown: unknown): CommandError {
  if (thrown instanceof CommandError) return thrown;
  if (thrown instanceof RecognizeError) return new CommandError(`${thrown.message} (see ${thrown.docs})`);
  if (!(thrown instanceof Error)) return new CommandError(String(thrown));
  // Only the first sentence of the message of util.parseArgs is helpful.
  if ('code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS'))
    return usageError(`${thrown.message.split('. ')[0]?.replace(/\.$/, '')}; see --help.`);
  return new CommandError(thrown.message);
}
