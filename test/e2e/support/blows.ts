/** A point of a run: a step that it has told, or a request before the backend hears of it or after it has done its part. */
export type Point =
  | { readonly step: 'loading' | 'permission' | 'capture' }
  | {
      readonly request: 'configuration' | 'begin' | 'evaluate' | 'finish';
      readonly moment: 'before' | 'after';
    };

/** What is killed: the tab, one of its workers, the backend's process, one connection, or the network for the rest of the run. */
export type Victim = 'page' | 'vision' | 'simulated' | 'matching' | 'backend' | 'connection' | 'network';

export interface Blow {
  readonly victim: Victim;
  /** `activate`: an enrollment that binds the browser at once; its requests `evaluate` and `finish` are of the second capture. */
  readonly ceremony: 'enroll' | 'recover' | 'activate';
  readonly at: Point;
  /**
   * How the run ends: `gone` with its page, `complete`, `unbound` (enrolled, not activated), or a code. Of several the machine's speed
   * decides.
   */
  readonly ends: readonly string[];
  /**
   * What stands when the run did not complete: everything as before; a client state that the backend made and nobody received; an answer
   * that may still come; or the new device, found at the next load.
   */
  readonly leaves: 'old' | 'orphan' | 'pending' | 'pendingAfterReconcile';
  /** Left to the long tests. */
  readonly long?: true;
}

const at = (text: string): Point => {
  const [moment, request] = text.split(' ');
  if (request === undefined) return { step: moment } as Point;
  return { request, moment } as Point;
};

/** `ceremony | at | ends | leaves | long?`, one row each. */
const rows = (victim: Victim, table: string): Blow[] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([ceremony, point, ends, leaves, long]) => ({
      victim,
      ceremony: ceremony as Blow['ceremony'],
      at: at(point!),
      ends: ends!.split(', '),
      leaves: leaves as Blow['leaves'],
      ...(long === 'long' ? { long: true } : {}),
    }));

export const blows = {
  'the page': rows(
    'page',
    `
    enroll  | loading              | gone | old     | long
    enroll  | permission           | gone | old     | long
    enroll  | before configuration | gone | old     | long
    enroll  | after configuration  | gone | old    | long
    enroll  | capture              | gone | old     | long
    enroll  | before begin         | gone | old     | long
    enroll  | after begin          | gone | orphan   | long
    recover | loading              | gone | old     | long
    recover | permission           | gone | old     | long
    recover | before configuration | gone | old     | long
    recover | after configuration  | gone | old    | long
    recover | before begin         | gone | old     | long
    recover | after begin          | gone | old     | long
    recover | capture              | gone | old     | long
    recover | before evaluate      | gone | old     | long
    recover | after evaluate       | gone | old      | long
    recover | after finish         | gone | pendingAfterReconcile
    recover | before finish        | gone | pending
    activate | before evaluate      | gone | old    | long
    activate | after evaluate      | gone | old     | long
    activate | after finish        | gone | pendingAfterReconcile  | long
    activate | before finish       | gone | pending | long`,
  ),
  'a worker': [
    ...rows(
      'vision',
      `
      enroll  | loading | runtime/crashed | old | long
      enroll  | permission           | runtime/crashed | old    | long
      enroll  | capture | runtime/crashed | old | long
      recover | loading | runtime/crashed | old | long
      recover | permission           | runtime/crashed | old    | long
      recover | capture | runtime/crashed | old`,
    ),
    // A camera that goes away during the capture is opened once more.
    ...rows(
      'simulated',
      `
      enroll  | permission           | complete, runtime/crashed | old    | long
      enroll  | capture    | complete        | old | long
      recover | permission | complete, runtime/crashed | old | long
      recover | capture    | complete        | old | long`,
    ),
    ...rows(
      'matching',
      `
      recover | before begin    | runtime/crashed | old    | long
      recover | after begin     | runtime/crashed | old    | long
      recover | before evaluate | runtime/crashed | old    | long
      recover | after evaluate  | runtime/crashed | old    | long
      recover | before finish   | runtime/crashed | pendingAfterReconcile
      recover | after finish    | runtime/crashed | pendingAfterReconcile | long
      activate | after evaluate | unbound         | old    | long
      activate | before finish  | unbound         | pendingAfterReconcile | long`,
    ),
  ],
  'the backend': rows(
    'backend',
    `
    enroll  | loading              | complete, host/offline, host/rejected, assets/not-found, assets/incomplete | old | long
    enroll  | permission           | complete, host/offline | old     | long
    enroll  | capture              | complete, host/offline | old     | long
    recover | loading              | complete, host/offline, host/rejected, assets/not-found, assets/incomplete | old | long
    recover | permission           | complete, host/offline | old     | long
    recover | capture              | complete, host/offline | old     | long
    enroll  | before configuration | host/offline           | old     | long
    enroll  | after configuration  | host/offline           | old     | long
    enroll  | before begin         | complete, host/offline | old     | long
    enroll  | after begin          | complete, host/offline | orphan
    recover | before configuration | host/offline           | old     | long
    recover | after configuration  | host/offline           | old     | long
    recover | before begin         | host/offline           | old     | long
    recover | after begin          | host/offline           | old     | long
    recover | before evaluate      | complete, host/offline | old      | long
    recover | after evaluate       | complete, host/offline | old     | long
    recover | after finish         | complete, host/offline | pendingAfterReconcile
    recover | before finish        | complete, host/offline | pending
    activate | after evaluate      | complete, unbound      | old     | long
    activate | after finish        | complete, unbound      | pendingAfterReconcile  | long
    activate | before finish       | complete, unbound      | pending | long`,
  ),
  'the network': [
    ...rows(
      'connection',
      `
      enroll  | before configuration | host/offline | old | long
      enroll  | before begin         | complete     | old | long
      enroll  | after begin          | complete     | old | long
      recover | after configuration  | host/offline | old | long
      recover | before begin         | host/offline | old | long
      recover | after begin          | host/offline | old | long
      recover | before evaluate      | complete     | old | long
      recover | after evaluate       | complete     | old | long
      recover | before finish        | complete     | old | long
      recover | after finish         | complete     | old
      activate | before evaluate      | complete | old    | long
      activate | after finish         | complete | old    | long`,
    ),
    ...rows(
      'network',
      `
      enroll  | loading              | host/offline, host/rejected, assets/not-found, assets/incomplete | old | long
      enroll  | permission           | host/offline | old     | long
      enroll  | capture              | host/offline | old     | long
      recover | loading              | host/offline, host/rejected, assets/not-found, assets/incomplete | old | long
      recover | permission           | host/offline | old     | long
      recover | capture              | host/offline | old     | long
      enroll  | before configuration | host/offline | old     | long
      enroll  | after configuration  | host/offline | old    | long
      enroll  | before begin         | host/offline | old     | long
      enroll  | after begin          | host/offline | orphan   | long
      recover | before configuration | host/offline | old     | long
      recover | after configuration  | host/offline | old    | long
      recover | before begin         | host/offline | old     | long
      recover | after begin          | host/offline | old     | long
      recover | before evaluate      | host/offline | old     | long
      recover | after evaluate       | host/offline | old     | long
      recover | after finish         | host/offline | pendingAfterReconcile
      recover | before finish        | host/offline | pending
      activate | before evaluate      | unbound | old    | long
      activate | after evaluate      | unbound      | old     | long
      activate | after finish        | unbound      | pendingAfterReconcile  | long
      activate | before finish       | unbound      | pending | long`,
    ),
  ],
} satisfies Readonly<Record<string, readonly Blow[]>>;

export const pointName = (point: Point): string =>
  'step' in point ? `while ${point.step}` : `${point.moment} ${point.request}`;
