import { afterAll, describe, expect, it } from 'vitest';
import { migrate, migrations } from '../../../../../src/server/storage/migrate.ts';
import { databasesWith, findPostgres } from '../../../../support/postgres.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());

const DAY_MS = 86_400_000;

describe.each(databasesWith(postgres))(
  'the migration to failures of a year on %s',
  (_name, available, open) => {
    it.runIf(available)(
      'keeps the number of failures of an earlier release, with a time for each',
      async () => {
        const storage = await open();
        await migrate(
          storage,
          migrations.filter(({ version }) => version < 2),
        );
        await storage.query("insert into recognize_people values ('ann', 1)");
        const insert = (id: string, failures: string, inLife: number) =>
          storage.query(
            `insert into recognize_devices (device_id, recognize_id, type, name, created, model_id, n, failures, since_success, in_life)
         values ($1, 'ann', 'BACKUP', '', 1, 'm', 256, '${failures}', 30, ${inLife})`,
            [id],
          );
        await insert('a', '{5}', 4);
        await insert('b', '{6,7}', 2);
        const before = Date.now();
        await migrate(storage);
        const rows = await storage.query<{ failures: number[] }>(
          'select failures from recognize_devices order by device_id',
        );
        const [a, b] = rows.map(({ failures }) => failures.map(Number));
        expect(b).toEqual([6, 7]);
        expect(a).toHaveLength(4);
        expect(a!.at(-1)).toBe(5);
        for (const time of a!.slice(0, 3)) expect(Math.abs(time - (before - DAY_MS))).toBeLessThan(60_000);
        await storage.close();
      },
    );
  },
);
