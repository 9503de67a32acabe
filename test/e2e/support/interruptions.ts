/** A point of a run: a step that has started, or a request before the backend gets it or after the backend has acted on it. */
export type Point =
  | { readonly step: 'loading' | 'permission' | 'capture' }
  | {
      readonly request: 'configuration' | 'begin' | 'evaluate' | 'finish';
      readonly moment: 'before' | 'after';
    };

/** What is interrupted: the tab, one of its workers, the host process, one connection, or the network for the rest of the run. */
export type Target =
  | 'page'
  | 'vision'
  | 'simulated-camera'
  | 'matching'
  | 'backend'
  | 'connection'
  | 'network';

export interface Interruption {
  readonly target: Target;
  /** `activate`: an enrollment that binds the browser at once. Its requests `evaluate` and `finish` belong to the second capture. */
  readonly ceremony: 'enroll' | 'recover' | 'activate';
  readonly at: Point;
  /**
   * How the run may end: `gone` with its page, `complete`, `unbound` (enrolled, but not activated), or an error code. Where there are
   * several, the speed of the machine decides.
   */
  readonly ends: readonly string[];
  /**
   * What is stored after a run that did not complete:
   * `unchanged`: the same as before.
   * `orphan`: the backend has a client state that the host never received.
   * `pending`: the browser waits for a response that may still arrive.
   * `bound`: the new device, found when the list of devices was reconciled.
   */
  readonly leaves: 'unchanged' | 'orphan' | 'pending' | 'bound';
  /** Only in the full table. */
  readonly fullOnly?: true;
}

const parsePoint = (cell: string): Point => {
  const [moment, request] = cell.split(' ');
  if (request === undefined) return { step: moment } as Point;
  return { request, moment } as Point;
};

/** Parses rows of `ceremony | point | ends | leaves | full`. */
const rows = (target: Target, table: string): Interruption[] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([ceremony, point, ends, leaves, full]) => ({
      target,
      ceremony: ceremony as Interruption['ceremony'],
      at: parsePoint(point!),
      ends: ends!.split(', '),
      leaves: leaves as Interruption['leaves'],
      ...(full === 'full' ? { fullOnly: true } : {}),
    }));

/** By what is interrupted, as the tests are named. */
export const interruptions = {
  'the page': rows(
    'page',
    `
    enroll   | loading              | gone | unchanged | full
    enroll   | permission           | gone | unchanged | full
    enroll   | before configuration | gone | unchanged | full
    enroll   | after configuration  | gone | unchanged | full
    enroll   | capture              | gone | unchanged | full
    enroll   | before begin         | gone | unchanged | full
    enroll   | after begin          | gone | orphan    | full
    recover  | loading              | gone | unchanged | full
    recover  | permission           | gone | unchanged | full
    recover  | before configuration | gone | unchanged | full
    recover  | after configuration  | gone | unchanged | full
    recover  | before begin         | gone | unchanged | full
    recover  | after begin          | gone | unchanged | full
    recover  | capture              | gone | unchanged | full
    recover  | before evaluate      | gone | unchanged | full
    recover  | after evaluate       | gone | unchanged | full
    recover  | after finish         | gone | bound
    recover  | before finish        | gone | pending
    activate | before evaluate      | gone | unchanged | full
    activate | after evaluate       | gone | unchanged | full
    activate | after finish         | gone | bound     | full
    activate | before finish        | gone | pending   | full`,
  ),
  'a worker': [
    ...rows(
      'vision',
      `
      enroll  | loading    | runtime/crashed | unchanged | full
      enroll  | permission | runtime/crashed | unchanged | full
      enroll  | capture    | runtime/crashed | unchanged | full
      recover | loading    | runtime/crashed | unchanged | full
      recover | permission | runtime/crashed | unchanged | full
      recover | capture    | runtime/crashed | unchanged`,
    ),
    // A camera that fails during the capture is opened once more.
    ...rows(
      'simulated-camera',
      `
      enroll  | permission | complete, runtime/crashed | unchanged | full
      enroll  | capture    | complete                  | unchanged | full
      recover | permission | complete, runtime/crashed | unchanged | full
      recover | capture    | complete                  | unchanged | full`,
    ),
    ...rows(
      'matching',
      `
      recover  | before begin    | runtime/crashed | unchanged | full
      recover  | after begin     | runtime/crashed | unchanged | full
      recover  | before evaluate | runtime/crashed | unchanged | full
      recover  | after evaluate  | runtime/crashed | unchanged | full
      recover  | before finish   | runtime/crashed | bound
      recover  | after finish    | runtime/crashed | bound     | full
      activate | after evaluate  | unbound         | unchanged | full
      activate | before finish   | unbound         | bound     | full`,
    ),
  ],
  'the backend': rows(
    'backend',
    `
    enroll   | loading              | complete, host/offline, host/rejected, assets/not-found, assets/incomplete | unchanged | full
    enroll   | permission           | complete, host/offline                                                     | unchanged | full
    enroll   | capture              | complete, host/offline                                                     | unchanged | full
    recover  | loading              | complete, host/offline, host/rejected, assets/not-found, assets/incomplete | unchanged | full
    recover  | permission           | complete, host/offline                                                     | unchanged | full
    recover  | capture              | complete, host/offline                                                     | unchanged | full
    enroll   | before configuration | host/offline                                                               | unchanged | full
    enroll   | after configuration  | host/offline                                                               | unchanged | full
    enroll   | before begin         | complete, host/offline                                                     | unchanged | full
    enroll   | after begin          | complete, host/offline                                                     | orphan
    recover  | before configuration | host/offline                                                               | unchanged | full
    recover  | after configuration  | host/offline                                                               | unchanged | full
    recover  | before begin         | host/offline                                                               | unchanged | full
    recover  | after begin          | host/offline                                                               | unchanged | full
    recover  | before evaluate      | complete, host/offline                                                     | unchanged | full
    recover  | after evaluate       | complete, host/offline                                                     | unchanged | full
    recover  | after finish         | complete, host/offline                                                     | bound
    recover  | before finish        | complete, host/offline                                                     | pending
    activate | after evaluate       | complete, unbound                                                          | unchanged | full
    activate | after finish         | complete, unbound                                                          | bound     | full
    activate | before finish        | complete, unbound                                                          | pending   | full`,
  ),
  'the network': [
    ...rows(
      'connection',
      `
      enroll   | before configuration | host/offline | unchanged | full
      enroll   | before begin         | complete     | unchanged | full
      enroll   | after begin          | complete     | unchanged | full
      recover  | after configuration  | host/offline | unchanged | full
      recover  | before begin         | host/offline | unchanged | full
      recover  | after begin          | host/offline | unchanged | full
      recover  | before evaluate      | complete     | unchanged | full
      recover  | after evaluate       | complete     | unchanged | full
      recover  | before finish        | complete     | unchanged | full
      recover  | after finish         | complete     | unchanged | full
      activate | before evaluate      | complete     | unchanged | full
      activate | after finish         | complete     | unchanged | full`,
    ),
    ...rows(
      'network',
      `
      enroll   | loading              | host/offline, host/rejected, assets/not-found, assets/incomplete | unchanged | full
      enroll   | permission           | host/offline                                                     | unchanged | full
      enroll   | capture              | host/offline                                                     | unchanged | full
      recover  | loading              | host/offline, host/rejected, assets/not-found, assets/incomplete | unchanged | full
      recover  | permission           | host/offline                                                     | unchanged | full
      recover  | capture              | host/offline                                                     | unchanged | full
      enroll   | before configuration | host/offline                                                     | unchanged | full
      enroll   | after configuration  | host/offline                                                     | unchanged | full
      enroll   | before begin         | host/offline                                                     | unchanged | full
      enroll   | after begin          | host/offline                                                     | orphan    | full
      recover  | before configuration | host/offline                                                     | unchanged | full
      recover  | after configuration  | host/offline                                                     | unchanged | full
      recover  | before begin         | host/offline                                                     | unchanged | full
      recover  | after begin          | host/offline                                                     | unchanged | full
      recover  | before evaluate      | host/offline                                                     | unchanged | full
      recover  | after evaluate       | host/offline                                                     | unchanged | full
      recover  | after finish         | host/offline                                                     | bound     | full
      recover  | before finish        | host/offline                                                     | pending
      activate | before evaluate      | unbound                                                          | unchanged | full
      activate | after evaluate       | unbound                                                          | unchanged | full
      activate | after finish         | unbound                                                          | bound     | full
      activate | before finish        | unbound                                                          | pending   | full`,
    ),
  ],
} satisfies Readonly<Record<string, readonly Interruption[]>>;

export const pointName = (point: Point): string =>
  'step' in point ? `during ${point.step}` : `${point.moment} ${point.request}`;
