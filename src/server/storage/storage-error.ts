/** Errors of Node and of `pg` that mean: the server cannot be reached, or the connection has ended. */
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);
const CONNECTION_MESSAGES = /^Connection terminated|^Client (has encountered|was closed)/;
const CONNECT_TIMEOUT_MESSAGES =
  /timeout exceeded when trying to connect|due to connection timeout|^timeout expired$/;
const QUERY_TIMEOUT_MESSAGE = 'Query read timeout';

/** Properties of database errors that can contain values of parameters or rows. */
const PROPERTIES_WITH_VALUES = [
  'params',
  'query',
  'detail',
  'where',
  'internalQuery',
  'dataTypeName',
  'hint',
];

/** SQLSTATE codes: five characters, of which the first two are the class. */
const SQLSTATE = /^[0-9A-Z]{5}$/;
/** Data exceptions, whose messages quote the value. */
const DATA_EXCEPTION = /^22/;
/** Errors after which PostgreSQL closes the connection: class 08, 57P…, 25P03 and 25P04, and internal faults. */
const ENDS_CONNECTION = /^(08|57P|25P0[34]|XX)/;

const codeOf = (error: object): unknown => ('code' in error ? error.code : undefined);

/** Whether PostgreSQL itself reported the error, and the connection still works. Its field `severity` is in the language of the server. */
export const isReportedByServer = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null || !('severity' in error)) return false;
  const code = String(codeOf(error));
  return SQLSTATE.test(code) && !ENDS_CONNECTION.test(code);
};

const UNREACHABLE = 'PostgreSQL (';

/** @param reason continues the sentence "PostgreSQL cannot be used: …" */
export const unreachable = (address: string, reason: string, cause?: unknown): Error =>
  new Error(
    `${UNREACHABLE}${address}) cannot be used: ${reason}.`,
    cause === undefined ? undefined : { cause },
  );

/**
 * The error of a statement as it leaves the storage: one sentence that says where and why, and no values of parameters, which would
 * otherwise reach the log.
 *
 * @param queryTimeoutMs the limit that applied, for the message
 */
export function toStorageError(thrown: unknown, address: string, queryTimeoutMs: number): unknown {
  if (!(thrown instanceof Error)) return thrown;
  if (thrown.message === QUERY_TIMEOUT_MESSAGE)
    return unreachable(address, `it did not answer within ${queryTimeoutMs} ms`, thrown);
  if (CONNECTION_CODES.has(String(codeOf(thrown))) || CONNECTION_MESSAGES.test(thrown.message))
    return toConnectError(thrown, address);
  return withoutValues(thrown);
}

/** The error of a connection that could not be opened. */
export function toConnectError(thrown: unknown, address: string): unknown {
  if (!(thrown instanceof Error) || thrown.message.startsWith(UNREACHABLE)) return thrown;
  const { message } = thrown;
  if (CONNECT_TIMEOUT_MESSAGES.test(message))
    return unreachable(address, 'there was no connection in time', thrown);
  const advice = message.includes('startup parameter')
    ? '; a connection pooler such as PgBouncer has to ignore this parameter (ignore_startup_parameters), or set it to 0 in the PoolConfig of pgStorage'
    : '';
  // An attempt at several addresses of one name has no message of its own.
  return unreachable(address, `${message || String(codeOf(thrown))}${advice}`, thrown);
}

/** Removes what can contain values of parameters or rows from an error of the database. */
export function withoutValues<Thrown>(thrown: Thrown): Thrown {
  if (!(thrown instanceof Error)) return thrown;
  const code = codeOf(thrown);
  if (typeof code !== 'string' || !SQLSTATE.test(code)) return thrown;
  for (const name of PROPERTIES_WITH_VALUES) Reflect.deleteProperty(thrown, name);
  if (DATA_EXCEPTION.test(code)) {
    // The message is in the language of the server, and quotes the value at any place in it.
    const message = `The database refused a value (SQLSTATE ${code}).`;
    thrown.stack = thrown.stack?.replace(thrown.message, message) ?? message;
    thrown.message = message;
  }
  return thrown;
}
