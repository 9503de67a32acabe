import { parseArgs } from 'node:util';
import { grantsFor } from '../server/storage/database-rights.ts';
import { migrate as applyMigrations } from '../server/storage/migrate.ts';
import { migrationScript, quoteIdentifier, tableNames } from '../server/storage/migration-script.ts';
import type { Storage } from '../server/storage/sql.ts';
import { type Command, CommandError, type Terminal, usageError } from './command.ts';

const help = `recognize-elements migrate [--print] [--database <url>] [--role <name>]

Creates or updates the tables of the backend module in a PostgreSQL database. The server does the
same when it starts, unless it has the option migrate: false.

  --print           prints the statements instead, for the administrator of a database. The script
                    applies what is missing and can be run again; it needs no connection
  --database <url>  postgres://user:password@host/database; default: the environment variable
                    DATABASE_URL, which other users of the system cannot see
  --role <name>     grants this role what the server needs

The tables are created in the first schema of the connection's search_path.`;

/** The command `migrate`. */
export const migrate: Command = {
  summary: 'creates or updates the tables of the backend, or prints the statements',
  help,
  async run(args, terminal) {
    const { values } = parseArgs({
      args,
      options: { print: { type: 'boolean' }, database: { type: 'string' }, role: { type: 'string' } },
    });
    if (values.role === '') throw usageError('Name a role after --role.');
    if (values.print) return terminal.print(migrationScript(values.role));
    const url = values.database ?? process.env.DATABASE_URL;
    if (!url) throw usageError('Name the database with --database or DATABASE_URL, or use --print.');
    const storage = await open(url);
    try {
      await applyTo(storage, values.role, terminal);
    } finally {
      await storage.close();
    }
  },
};

async function applyTo(storage: Storage, role: string | undefined, terminal: Terminal): Promise<void> {
  const applied = await applyMigrations(storage);
  terminal.print(
    applied.length === 0
      ? 'The database has all migrations.'
      : `Applied ${applied.length === 1 ? 'migration' : 'migrations'} ${applied.join(', ')}.`,
  );
  if (role === undefined) return;
  for (const grant of grantsFor(quoteIdentifier(role), tableNames())) await storage.query(grant);
  terminal.print(`Granted the rights to ${role}.`);
}

async function open(url: string): Promise<Storage> {
  const { pgStorage } = await import('../server/storage/pg.ts').catch((cause: { code?: string }) => {
    if (cause.code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new CommandError('This command needs the package pg: npm install pg', 1, cause);
  });
  return pgStorage(url);
}
