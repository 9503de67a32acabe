import { Socket } from 'node:net';
import pg from 'pg';
import { unreachable } from './storage-error.ts';

/** Limits of a connection in milliseconds, by their names in `pg.PoolConfig`. 0: no limit. */
export interface Timeouts {
  readonly connectionTimeoutMillis: number;
  readonly statement_timeout: number;
  readonly query_timeout: number;
  readonly lock_timeout: number;
  readonly idle_in_transaction_session_timeout: number;
}

/** A request of a page should fail while its user still waits. */
const DEFAULT_CONNECT_MS = 5_000;
const DEFAULT_STATEMENT_MS = 10_000;
const DEFAULT_LOCK_MS = 5_000;
const DEFAULT_IDLE_MS = 10_000;
/** How long `close` waits for the server's part of closing the connections. */
const CLOSE_MS = 2_000;

export interface OpenPool {
  readonly timeouts: Timeouts;
  /** Limits that the server does not know from the start of the connection. */
  readonly sessionTimeouts: Partial<Timeouts>;
  /** Where the server is, for messages: `host:port, database name`. It contains no password. */
  readonly address: string;
  /** @throws Error when no connection is free or accepted within the limit, or the server refuses it */
  connect(): Promise<pg.PoolClient>;
  /** Ends the connections, also when the server does not answer. A pool that was passed to `openPool` stays open. */
  close(): Promise<void>;
}

/** Opens a pool with the default limits, or completes the limits of a pool that the host has opened. */
export function openPool(target: string | pg.PoolConfig | pg.Pool): OpenPool {
  if (isPool(target)) {
    const { options } = target;
    const timeouts = withDefaults(options);
    const sessionTimeouts = Object.fromEntries(
      Object.entries(timeouts).filter(([name]) => options[name as keyof Timeouts] === undefined),
    );
    return connectTo(target, timeouts, {
      sessionTimeouts,
      address: addressOf(options),
      close: async () => {},
    });
  }
  const config = configOf(target);
  const timeouts = withDefaults(config);
  const address = addressOf(config);
  const sockets = new Set<Socket>();
  const pool = new pg.Pool({ keepAlive: true, stream: () => trackSocket(sockets), ...config, ...timeouts });
  return connectTo(pool, timeouts, { sessionTimeouts: {}, address, close: () => closePool(pool, sockets) });
}

/** Another copy of `pg` has another class `Pool`. */
const isPool = (target: unknown): target is pg.Pool =>
  target instanceof pg.Pool ||
  (typeof target === 'object' && target !== null && 'totalCount' in target && 'connect' in target);

/** A URL, or the folder of a socket. `pg` reads any other text as the name of a database on this machine. */
const DATABASE_URL = /^(postgres(ql)?:\/\/|socket:|\/)/i;

function configOf(target: string | pg.PoolConfig): pg.PoolConfig {
  const config = typeof target === 'string' ? { connectionString: target } : target;
  const isConfig = typeof target === 'object' && target !== null && !('connect' in target);
  if (typeof target === 'string' ? !DATABASE_URL.test(target.trim()) : !isConfig)
    throw new Error(
      'pgStorage: expected a URL such as postgres://user:password@host/database, a PoolConfig, or a Pool of pg. Is the environment variable set?',
    );
  return config;
}

function withDefaults(options: pg.PoolConfig): Timeouts {
  const limit = (value: number | false | undefined, preset: number) =>
    value === undefined ? preset : value || 0;
  const statement = limit(options.statement_timeout, DEFAULT_STATEMENT_MS);
  return {
    connectionTimeoutMillis: limit(options.connectionTimeoutMillis, DEFAULT_CONNECT_MS),
    statement_timeout: statement,
    query_timeout: limit(options.query_timeout, statement || DEFAULT_STATEMENT_MS),
    lock_timeout: limit(options.lock_timeout, DEFAULT_LOCK_MS),
    idle_in_transaction_session_timeout: limit(options.idle_in_transaction_session_timeout, DEFAULT_IDLE_MS),
  };
}

function addressOf(config: pg.PoolConfig): string {
  try {
    const { host, port, database } = new pg.Client(config);
    return `${host}:${port}, database ${database}`;
  } catch {
    // The error of the URL parser contains the URL with its password.
    throw new Error('pgStorage: expected a URL such as postgres://user:password@host/database');
  }
}

function connectTo(
  pool: pg.Pool,
  timeouts: Timeouts,
  rest: Omit<OpenPool, 'timeouts' | 'connect'>,
): OpenPool {
  // The pool replaces a broken connection at the next query. Without a listener the error event would end the process.
  pool.on('error', () => {});
  return {
    ...rest,
    timeouts,
    connect: () => connectWithin(pool, timeouts.connectionTimeoutMillis, rest.address),
  };
}

/** A pool that the host has opened may have no limit of its own. */
function connectWithin(pool: pg.Pool, limitMs: number, address: string): Promise<pg.PoolClient> {
  const connecting = pool.connect();
  if (limitMs === 0) return connecting;
  return new Promise((resolve, reject) => {
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      reject(unreachable(address, `there was no connection within ${limitMs} ms`));
    }, limitMs);
    connecting
      .then((client) => (timedOut ? client.release() : resolve(client)), reject)
      .finally(() => clearTimeout(timer));
  });
}

function trackSocket(sockets: Set<Socket>): Socket {
  const socket = new Socket();
  sockets.add(socket);
  return socket.once('close', () => sockets.delete(socket));
}

async function closePool(pool: pg.Pool, sockets: ReadonlySet<Socket>): Promise<void> {
  const timer = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, CLOSE_MS);
  await pool.end().finally(() => clearTimeout(timer));
}
