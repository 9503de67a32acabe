import { RecognizeError } from '../../../src/errors.ts';
import type { RecognizeServer } from '../../../src/server/index.ts';
import type { SqlParameter } from '../../../src/server/storage/sql.ts';
import { requestAs, type TestBackend } from '../../support/test-backend.ts';

/** The same backend with another server over its database. */
export const withServer = (backend: TestBackend, server: RecognizeServer): TestBackend => ({
  ...backend,
  server,
  fetchAs: (...request) => server.fetch(requestAs(...request)),
});

/** Rows of the table `recognize_<table>`. */
export const rowsOf = <Row extends object>(
  backend: TestBackend,
  table: string,
  where = 'true',
  parameters: SqlParameter[] = [],
) => backend.storage.query<Row>(`select * from recognize_${table} where ${where}`, parameters);

/** Failures that the database counts for the share pair of a device. */
export async function failuresOf(
  backend: TestBackend,
  deviceId: string,
): Promise<{ inYear: number; sinceSuccess: number }> {
  const [row] = await rowsOf<{ failures: number[]; since_success: number }>(
    backend,
    'devices',
    'device_id = $1',
    [deviceId],
  );
  return { inYear: row!.failures.length, sinceSuccess: row!.since_success };
}

/** Code, status and `until` of the refusal; code `none` and status 200 when the promise resolves. */
export async function refusalOf(
  promise: Promise<unknown>,
): Promise<{ code: string; status: number; until?: number }> {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof RecognizeError)) throw error;
    const { code, detail, until } = error;
    return { code, status: Number(detail), ...(until === undefined ? {} : { until }) };
  }
  return { code: 'none', status: 200 };
}
