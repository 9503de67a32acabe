import type { Sql } from './sql.ts';

interface Session {
  /** Quoted as in a statement. */
  readonly role: string;
  readonly database: string;
  /** The schema where tables are created; null when no schema of the search path exists. */
  readonly schema: string | null;
  readonly search_path: string;
  readonly can_create: boolean;
  readonly is_standby: boolean;
  readonly is_read_only: boolean;
  readonly encoding: string;
}

const selectSession = async (sql: Sql): Promise<Session> =>
  (
    await sql.query<Session>(
      `select quote_ident(current_user) as role, current_database() as database, quote_ident(current_schema()) as schema,
         current_setting('search_path') as search_path,
         coalesce(has_schema_privilege(current_schema(), 'create'), false) as can_create,
         pg_is_in_recovery() as is_standby, current_setting('transaction_read_only') = 'on' as is_read_only,
         current_setting('server_encoding') as encoding`,
    )
  )[0]!;

/** Encodings that store every text. SQL_ASCII stores bytes as they come. */
const TEXT_ENCODINGS = new Set(['UTF8', 'SQL_ASCII']);

/** What the matcher does with its tables. */
const RIGHTS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

/** The statements that give a role what the matcher needs. @param role quoted as in a statement */
export const grantsFor = (role: string, tables: readonly string[]): string[] => [
  `grant ${RIGHTS.join(', ').toLowerCase()} on ${tables.join(', ')} to ${role}`,
  `grant select on recognize_migrations to ${role}`,
];

/**
 * @param missing continues the sentence "The database lacks …"
 * @throws Error that names the schema or the tables, and the command for the administrator of the database
 */
export async function requireMigrationRights(sql: Sql, missing: string): Promise<void> {
  const { role, schema, search_path, can_create } = await requireWritable(sql);
  const problem = await migrationProblem(sql, { role, schema, search_path, can_create });
  if (problem === undefined) return;
  throw new Error(
    `The database lacks ${missing}, and ${problem}. Let the administrator of the database run the statements of: npx recognize-elements migrate --print --role ${role}`,
  );
}

async function migrationProblem(
  sql: Sql,
  { role, schema, search_path, can_create }: Pick<Session, 'role' | 'schema' | 'search_path' | 'can_create'>,
): Promise<string | undefined> {
  const tables = await sql.query<{ name: string; visible: boolean; usable: boolean; owned: boolean }>(
    `select format('%I.%I', nspname, relname) as name, pg_table_is_visible(c.oid) as visible,
       has_schema_privilege(n.oid, 'usage') as usable, pg_has_role(relowner, 'usage') as owned
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind in ('r', 'p') and relname in ('recognize_people', 'recognize_migrations', 'recognize_devices')
     order by 1`,
  );
  const foreign = tables.filter(({ visible, owned }) => visible && !owned).map(({ name }) => name);
  if (foreign.length > 0) return `role ${role} is not the owner of ${foreign.join(', ')}`;
  if (can_create) return undefined;
  const hidden = tables.filter(({ visible }) => !visible);
  if (hidden.length > 0 && !tables.some(({ visible }) => visible)) {
    const names = hidden.map(({ name }) => name).join(', ');
    return hidden.every(({ usable }) => usable)
      ? `the search path (${search_path}) does not contain the schema of ${names}`
      : `role ${role} has no right to use the schema of ${names} (GRANT USAGE ON SCHEMA …)`;
  }
  return schema === null
    ? `no schema of the search path (${search_path}) exists`
    : `role ${role} has no right to create tables in schema ${schema}`;
}

/**
 * Checks what the matcher needs later, so that a wrong role or server is found at the start and not in the first ceremony.
 *
 * @param tables names without a schema
 * @throws Error that names the tables and the GRANT
 */
export async function requireTableRights(sql: Sql, tables: readonly string[]): Promise<void> {
  const { role, search_path } = await requireWritable(sql);
  const rows = await sql.query<{ name: string; right: string | null }>(
    `select coalesce(to_regclass(t)::text, t) as name, r as right
     from unnest(array[${tables.map((name) => `'${name}'`).join(', ')}]) t
     left join unnest(array[${RIGHTS.map((right) => `'${right}'`).join(', ')}]) r on to_regclass(t) is not null
     where to_regclass(t) is null or not has_table_privilege(to_regclass(t), r)`,
  );
  if (rows.length === 0) return;
  const missing = rows.filter(({ right }) => right === null).map(({ name }) => name);
  if (missing.length > 0)
    throw new Error(
      `The database has no table ${missing.join(', ')} in the schemas that role ${role} can use (search path: ${search_path}), although its migrations were applied. Check the search path, and GRANT USAGE on the schema.`,
    );
  const names = [...new Set(rows.map(({ name }) => name))];
  throw missingRights(
    role,
    names,
    RIGHTS.filter((right) => rows.some((row) => row.right === right)),
  );
}

/** @param role quoted as in a statement */
export const missingRights = (role: string, tables: readonly string[], rights: readonly string[]): Error => {
  const names = tables.join(', ');
  return new Error(
    `Role ${role} lacks rights on ${names}. Let the owner of the tables run: GRANT ${rights.join(', ')} ON ${names} TO ${role};`,
  );
};

/** @throws Error when the server or the session is read-only, or the database cannot store all text */
async function requireWritable(sql: Sql): Promise<Session> {
  const session = await selectSession(sql);
  if (session.is_standby)
    throw new Error(
      `The database ${session.database} is a read-only standby server. Connect to its primary server: the matcher has to write.`,
    );
  if (session.is_read_only)
    throw new Error(
      `The database ${session.database} is read-only for role ${session.role} (default_transaction_read_only). The matcher has to write.`,
    );
  if (!TEXT_ENCODINGS.has(session.encoding))
    throw new Error(
      `The database ${session.database} has the encoding ${session.encoding}, which cannot store all names and ids. Create one with the encoding UTF8 (create database … encoding 'UTF8' template template0).`,
    );
  return session;
}
