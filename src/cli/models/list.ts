import { parseArgs } from 'node:util';
import { type Command, usageError } from '../command.ts';
import { builtInNames, findBuiltIn } from './built-in-sets.ts';

const help = `recognize-elements models list

Lists the model sets that \`models add\` knows by name. The package itself contains a set for evaluation
and non-commercial use, which needs no command.`;

/** The command `models list`. */
export const modelsList: Command = {
  summary: 'lists the model sets that models add knows by name',
  help,
  async run(args, { print }) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
    if (positionals.length > 0) throw usageError('models list needs no arguments.');
    for (const name of builtInNames) print(`${name}  ${findBuiltIn(name)!.summary}`);
  },
};
