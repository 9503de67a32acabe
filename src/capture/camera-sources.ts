/** Opens a camera of a registered scheme. `name` is what follows `<scheme>:` in the attribute `camera`. */
export type OpenCamera = (
  name: string,
  signal: AbortSignal,
) => Promise<{
  readonly stream: MediaStream;
  readonly simulated?: boolean;
  perform?(movement: string): void;
  close(): void;
}>;

const sources = new Map<string, OpenCamera>();

/** Makes `camera="<scheme>:<name>"` open a camera of the page. */
export function registerCamera(scheme: string, open: OpenCamera): void {
  sources.set(scheme, open);
}
