import type { Storage } from '../../src/server/storage/sql.ts';

/** What every storage must do, for any test runner: a name, and a function that throws when it does not hold. */
export type StorageCase = readonly [name: string, check: (storage: Storage) => Promise<void>];

function same(found: unknown, expected: unknown, what: string): void {
  const [a, b] = [found, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${what}: ${a}, expected ${b}`);
}

const fresh = async (storage: Storage): Promise<void> => {
  await storage.query('drop table if exists storage_contract');
  await storage.query(`create table storage_contract (
    id text primary key, count bigint not null default 0, times bigint[] not null default '{}', bytes bytea, flag boolean, json jsonb)`);
};

const countOf = async (storage: Storage, id: string): Promise<number | undefined> =>
  (await storage.query<{ count: number }>('select count from storage_contract where id = $1', [id]))[0]
    ?.count;

export const storageContract: readonly StorageCase[] = [
  [
    'gives back what it was given, in the types that the port names',
    async (storage) => {
      await fresh(storage);
      const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
      const [time, json] = [1_790_000_000_000, { text: 'it\'s "ü" \\ 人', list: [1, null] }];
      await storage.query('insert into storage_contract values ($1, $2, $3, $4, $5, $6)', [
        "o'Neil; drop table x --",
        time,
        [time, time + 1],
        bytes,
        true,
        json,
      ]);
      const [row] = await storage.query<Record<string, unknown>>('select * from storage_contract');
      same(row?.id, "o'Neil; drop table x --", 'text');
      same([typeof row?.count, row?.count], ['number', time], 'bigint');
      same((row!.times as number[]).map(Number), [time, time + 1], 'bigint[]');
      if (!(row?.bytes instanceof Uint8Array)) throw new Error('bytea: no Uint8Array');
      same([...row.bytes], [...bytes], 'bytea');
      same(row.flag, true, 'boolean');
      same((row.json as typeof json).text, json.text, 'jsonb');
    },
  ],
  [
    'gives null for what is not there, and no rows for a statement without any',
    async (storage) => {
      await fresh(storage);
      same(await storage.query("insert into storage_contract (id) values ('a')"), [], 'insert');
      const rows = await storage.query('select times, bytes, flag, json from storage_contract');
      same(rows, [{ times: [], bytes: null, flag: null, json: null }], 'row');
    },
  ],
  [
    'returns rows of returning, and none where a conflict did nothing',
    async (storage) => {
      await fresh(storage);
      const insert = () =>
        storage.query("insert into storage_contract (id) values ('a') on conflict do nothing returning id");
      same([await insert(), await insert()], [[{ id: 'a' }], []], 'rows');
    },
  ],
  [
    'keeps what a transaction did, and its result',
    async (storage) => {
      await fresh(storage);
      const result = await storage.transaction(async (sql) => {
        await sql.query("insert into storage_contract (id, count) values ('a', 1)");
        await sql.query("update storage_contract set count = count + 1 where id = 'a'");
        return 'done';
      });
      same([result, await countOf(storage, 'a')], ['done', 2], 'after it');
    },
  ],
  [
    'undoes a transaction that throws, rejects with what was thrown, and goes on',
    async (storage) => {
      await fresh(storage);
      const thrown = new Error('mine');
      const failed = storage.transaction(async (sql) => {
        await sql.query("insert into storage_contract (id) values ('a')");
        throw thrown;
      });
      const caught = await failed.then(
        () => undefined,
        (error: unknown) => error,
      );
      if (caught !== thrown) throw new Error('another error came out than went in');
      same(await countOf(storage, 'a'), undefined, 'row');
      const broken = storage.transaction((sql) => sql.query('select * from no_such_table'));
      same(
        await broken.then(
          () => 'kept',
          () => 'rejected',
        ),
        'rejected',
        'a statement that fails',
      );
      same(await storage.transaction((sql) => sql.query('select 1 as one')), [{ one: 1 }], 'afterwards');
    },
  ],
  [
    'counts every one of 200 at once, and lets a condition through as often as it holds',
    async (storage) => {
      await fresh(storage);
      await storage.query("insert into storage_contract (id) values ('a')");
      const let_through = await Promise.all(
        Array.from({ length: 200 }, () =>
          storage.transaction(async (sql) => {
            const rows = await sql.query(
              "update storage_contract set count = count + 1 where id = 'a' and count < 30 returning id",
            );
            return rows.length;
          }),
        ),
      );
      same(
        [let_through.filter((rows) => rows === 1).length, await countOf(storage, 'a')],
        [30, 30],
        'counted',
      );
    },
  ],
  [
    'keeps a locked row to one transaction at a time',
    async (storage) => {
      await fresh(storage);
      await storage.query("insert into storage_contract (id) values ('a')");
      // Reads, waits, writes what it read plus one: loses counts unless the lock holds.
      const add = () =>
        storage.transaction(async (sql) => {
          const select = "select count from storage_contract where id = 'a' for update";
          const [row] = await sql.query<{ count: number }>(select);
          await new Promise((resolve) => setTimeout(resolve, 2));
          await sql.query("update storage_contract set count = $1 where id = 'a'", [row!.count + 1]);
        });
      await Promise.all(Array.from({ length: 20 }, add));
      same(await countOf(storage, 'a'), 20, 'count');
    },
  ],
];
