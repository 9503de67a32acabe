import type { Storage } from '../../src/server/storage/sql.ts';

/** One requirement on every storage, for any test runner: a title, and a function that throws when the requirement is not met. */
export type StorageCase = readonly [title: string, check: (storage: Storage) => Promise<void>];

function expectEqual(actual: unknown, expected: unknown, subject: string): void {
  const [a, b] = [actual, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${subject}: expected ${b}, not ${a}`);
}

const createTable = async (storage: Storage): Promise<void> => {
  await storage.query('drop table if exists storage_contract');
  await storage.query(`create table storage_contract (
    id text primary key, count bigint not null default 0, times bigint[] not null default '{}', bytes bytea, flag boolean, json jsonb)`);
};

const insertRow = (storage: Storage) =>
  storage.query<{ id: string }>(
    "insert into storage_contract (id) values ('a') on conflict do nothing returning id",
  );

const readCount = async (storage: Storage): Promise<number | undefined> =>
  (await storage.query<{ count: number }>("select count from storage_contract where id = 'a'"))[0]?.count;

export const storageContract: readonly StorageCase[] = [
  [
    'returns written values in the JavaScript types of the interface',
    async (storage) => {
      await createTable(storage);
      const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
      const time = 1_790_000_000_000;
      const json = { text: 'it\'s "ü" \\ 人', list: [1, null] };
      await storage.query('insert into storage_contract values ($1, $2, $3, $4, $5, $6)', [
        "o'Neil; drop table x --",
        time,
        [time, time + 1],
        bytes,
        true,
        json,
      ]);
      const [row] = await storage.query<Record<string, unknown>>('select * from storage_contract');
      expectEqual(row?.id, "o'Neil; drop table x --", 'text');
      expectEqual([typeof row?.count, row?.count], ['number', time], 'bigint');
      expectEqual((row!.times as number[]).map(Number), [time, time + 1], 'bigint[]');
      if (!(row?.bytes instanceof Uint8Array)) throw new Error('bytea: expected a Uint8Array');
      expectEqual([...row.bytes], [...bytes], 'bytea');
      expectEqual(row.flag, true, 'boolean');
      expectEqual((row.json as typeof json).text, json.text, 'jsonb');
    },
  ],
  [
    'returns null for missing values and no rows for a statement without a result',
    async (storage) => {
      await createTable(storage);
      expectEqual(await storage.query("insert into storage_contract (id) values ('a')"), [], 'insert');
      const rows = await storage.query('select times, bytes, flag, json from storage_contract');
      expectEqual(rows, [{ times: [], bytes: null, flag: null, json: null }], 'row');
    },
  ],
  [
    'returns the rows of "returning", and none when "on conflict do nothing" applies',
    async (storage) => {
      await createTable(storage);
      expectEqual([await insertRow(storage), await insertRow(storage)], [[{ id: 'a' }], []], 'rows');
    },
  ],
  [
    'commits a transaction and returns its result',
    async (storage) => {
      await createTable(storage);
      const result = await storage.transaction(async (sql) => {
        await sql.query("insert into storage_contract (id, count) values ('a', 1)");
        await sql.query("update storage_contract set count = count + 1 where id = 'a'");
        return 'done';
      });
      expectEqual([result, await readCount(storage)], ['done', 2], 'result and count');
    },
  ],
  [
    'rolls back a transaction that throws, rejects with the same error, and continues to work',
    async (storage) => {
      await createTable(storage);
      const thrown = new Error('thrown inside');
      const caught = await storage
        .transaction(async (sql) => {
          await sql.query("insert into storage_contract (id) values ('a')");
          throw thrown;
        })
        .catch((error: unknown) => error);
      if (caught !== thrown) throw new Error('rejection: expected the thrown error');
      expectEqual(await readCount(storage), undefined, 'row');
      const invalid = await storage
        .transaction((sql) => sql.query('select * from no_such_table'))
        .catch(() => 'rejected');
      expectEqual(invalid, 'rejected', 'invalid statement');
      expectEqual(await storage.transaction((sql) => sql.query('select 1 as one')), [{ one: 1 }], 'next');
    },
  ],
  [
    'applies a conditional update exactly as often as its condition holds, with 200 in parallel',
    async (storage) => {
      await createTable(storage);
      await insertRow(storage);
      const updatedRows = await Promise.all(
        Array.from({ length: 200 }, () =>
          storage.transaction(async (sql) => {
            const rows = await sql.query(
              "update storage_contract set count = count + 1 where id = 'a' and count < 30 returning id",
            );
            return rows.length;
          }),
        ),
      );
      const updates = updatedRows.filter((rows) => rows === 1).length;
      expectEqual([updates, await readCount(storage)], [30, 30], 'updates and count');
    },
  ],
  [
    'gives a row lock to one transaction at a time',
    async (storage) => {
      await createTable(storage);
      await insertRow(storage);
      // Reads, waits, writes the value plus one: without the lock, updates would be lost.
      const increment = () =>
        storage.transaction(async (sql) => {
          const select = "select count from storage_contract where id = 'a' for update";
          const [row] = await sql.query<{ count: number }>(select);
          await new Promise((resolve) => setTimeout(resolve, 2));
          await sql.query("update storage_contract set count = $1 where id = 'a'", [row!.count + 1]);
        });
      await Promise.all(Array.from({ length: 20 }, increment));
      expectEqual(await readCount(storage), 20, 'count');
    },
  ],
];
