import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { ModelSet } from '../../src/manifest/types.ts';
import { type Backend, connect, type EnrolledUser, enroll, Refusal, recover } from './load/client.ts';
import { type Database, nextMessage, start, startServers } from './load/processes.ts';
import { median, percentile, rounded } from './median.ts';

/** Recoveries at the same time, without a capture. Times in milliseconds. */
export interface LoadRow {
  readonly database: Database;
  readonly processes: number;
  readonly inFlight: number;
  readonly perSecond: number;
  /** Of a recovery: three requests, with the fixed delay of the last response. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of a recovery, of all processes together, without that of PostgreSQL. */
  readonly cpuMs: number;
}

export interface Starvation {
  readonly attackers: number;
  /** Refused recoveries of the victims. */
  readonly refused: number;
  /** p95 from EvaluateRequest to its response with attackers, divided by the same without. */
  readonly p95Ratio: number;
}

export interface LoadReport {
  readonly load: readonly LoadRow[];
  readonly starvation: Starvation | null;
}

const configurations = [
  ['pglite', 1],
  ['postgresql', 1],
  ['postgresql', 2],
] as const;
const IN_FLIGHT = [1, 8];
/** Enough that no user begins more often than the budget for transfer keys allows, and that all processes take part. */
const USERS = 80;
const RECOVERIES = 80;
const WARM_UP_RECOVERIES = 8;

const ATTACKERS = 20;
const FIRST_REQUESTS_PER_SECOND = 5;
const STARVATION_SECONDS = 60;
const VICTIMS = 60;
const VICTIMS_PER_SECOND = 1;
const CAPTURE_MS = 3_000;

/** Measures recoveries over HTTP from one client process, and how attackers delay others. Without PostgreSQL only the rows of PGlite. */
export async function measureLoad(manifest: string): Promise<{ report: LoadReport; details: object[] }> {
  const modelSet = JSON.parse(readFileSync(manifest, 'utf8')) as ModelSet;
  const load: LoadRow[] = [];
  for (const [database, processes] of configurations) {
    const rows = await withServers(manifest, modelSet, database, processes, ({ backend, cpuMs }) =>
      measureRows(backend, database, cpuMs),
    );
    load.push(...(rows ?? []));
  }
  const details = await withServers(manifest, modelSet, 'postgresql', 1, async ({ backend }) => {
    const verdicts = await measureVerdictTiming(backend);
    return { verdicts, ...(await measureStarvation(backend, manifest)) };
  });
  return {
    report: { load, starvation: details?.starvation ?? null },
    details: details === undefined ? [] : [details.verdicts, details.without, details.with],
  };
}

interface Servers {
  readonly backend: Backend;
  readonly cpuMs: () => Promise<number>;
}

async function withServers<Result>(
  manifest: string,
  modelSet: ModelSet,
  database: Database,
  processes: number,
  work: (servers: Servers) => Promise<Result>,
): Promise<Result | undefined> {
  const servers = await startServers(manifest, database, processes);
  if (servers === undefined) {
    console.error('PostgreSQL is not installed: it is not measured.');
    return undefined;
  }
  try {
    const backend = await connect(servers.addresses, modelSet);
    return await work({ backend, cpuMs: servers.cpuMs });
  } finally {
    await servers.close();
  }
}

async function enrollUsers(backend: Backend, name: string, count: number): Promise<EnrolledUser[]> {
  const users = [];
  for (let i = 0; i < count; i++) users.push(await enroll(backend, `${name}-${i}`));
  return users;
}

async function measureRows(
  backend: Backend,
  database: Database,
  cpuMs: () => Promise<number>,
): Promise<LoadRow[]> {
  const rows: LoadRow[] = [];
  const users = await enrollUsers(backend, 'user', USERS);
  await recoverInParallel(backend, users, WARM_UP_RECOVERIES, 2);
  for (const inFlight of IN_FLIGHT) {
    const [cpuBefore, timeBefore] = [await cpuMs(), performance.now()];
    const times = await recoverInParallel(backend, users, RECOVERIES, inFlight);
    const durationMs = performance.now() - timeBefore;
    rows.push({
      database,
      processes: backend.addresses.length,
      inFlight,
      perSecond: rounded((RECOVERIES * 1000) / durationMs),
      p50Ms: rounded(median(times)),
      p99Ms: rounded(percentile(times, 99)),
      cpuMs: rounded(((await cpuMs()) - cpuBefore) / RECOVERIES),
    });
    console.error(JSON.stringify(rows.at(-1)));
  }
  return rows;
}

/** @returns milliseconds of each recovery */
async function recoverInParallel(
  backend: Backend,
  users: readonly EnrolledUser[],
  count: number,
  inFlight: number,
): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) times.push((await recover(backend, users[next++ % users.length]!)).totalMs);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return times;
}

/** Median time from FinishRequest to its response after a match and after a mismatch, alternately, each of a user of its own. */
async function measureVerdictTiming(backend: Backend): Promise<{ matchMs: number; mismatchMs: number }> {
  const users = await enrollUsers(backend, 'verdict', 60);
  const times = { true: [] as number[], false: [] as number[] };
  for (const [index, user] of users.entries()) {
    const matching = index % 2 === 0;
    times[`${matching}`].push((await recover(backend, user, 0, matching)).finishMs);
  }
  const rounded2 = (value: number) => Math.round(value * 100) / 100;
  return { matchMs: rounded2(median(times.true)), mismatchMs: rounded2(median(times.false)) };
}

async function measureStarvation(backend: Backend, manifest: string) {
  const victims = await enrollUsers(backend, 'victim', VICTIMS);
  await recoverInParallel(backend, victims, WARM_UP_RECOVERIES, 2);
  const without = await recoverVictims(backend, victims);
  const attack = [ATTACKERS, FIRST_REQUESTS_PER_SECOND, STARVATION_SECONDS].map(String);
  const attackers = start('attackers.ts', manifest, backend.addresses[0]!, ...attack);
  await nextMessage(attackers);
  const attackResult = nextMessage<object>(attackers);
  attackers.send('start');
  const withAttackers = await recoverVictims(backend, victims);
  const starvation: Starvation = {
    attackers: ATTACKERS,
    refused: withAttackers.refused,
    p95Ratio: rounded(withAttackers.p95Ms / without.p95Ms),
  };
  return { starvation, without, with: { ...withAttackers, ...(await attackResult) } };
}

/** Recoveries at a constant rate, whether or not earlier ones have ended. */
async function recoverVictims(backend: Backend, victims: readonly EnrolledUser[]) {
  const times: number[] = [];
  let refused = 0;
  const startTime = performance.now();
  const running: Promise<void>[] = [];
  for (let i = 0; i < STARVATION_SECONDS * VICTIMS_PER_SECOND; i++) {
    await setTimeout(Math.max(0, startTime + (i * 1000) / VICTIMS_PER_SECOND - performance.now()));
    const recovery = recover(backend, victims[i % victims.length]!, CAPTURE_MS);
    const ended = recovery.then(
      ({ evaluateMs }) => void times.push(evaluateMs),
      (error) => {
        if (!(error instanceof Refusal)) throw error;
        refused++;
      },
    );
    running.push(ended);
  }
  await Promise.all(running);
  return { refused, p50Ms: rounded(median(times)), p95Ms: rounded(percentile(times, 95)) };
}
