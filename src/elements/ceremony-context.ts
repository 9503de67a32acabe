import type { CaptureSession } from '../capture/session.ts';
import type { CeremonyContext } from '../ceremonies/types.ts';
import { withUserLock } from '../store/user-lock.ts';
import type { Vision } from '../vision/client.ts';
import { describeBrowser } from './description.ts';
import { hostOf } from './host.ts';
import type { Run } from './run.ts';
import type { Runtime } from './runtime.ts';

export interface ContextParts {
  readonly element: HTMLElement;
  readonly runtime: Runtime;
  readonly assets: URL;
  readonly matcherKey: string | undefined;
  readonly run: Run;
  readonly session: CaptureSession;
  readonly load: () => Promise<Vision>;
}

/** What a ceremony of an element runs on. */
export function contextOf(parts: ContextParts): CeremonyContext {
  const { element, runtime, assets, matcherKey, run, session, load } = parts;
  return {
    host: hostOf(element),
    matching: runtime.createMatching(assets),
    store: runtime.openStore(),
    withUserLock,
    models: async () => {
      const { modelId, center, modelSet } = await load();
      return { modelId, center, n: modelSet.matching.n };
    },
    warmUp: session.warmUp,
    capture: session.capture,
    description: describeBrowser(navigator.userAgent),
    origin: location.origin,
    ...(matcherKey ? { matcherKey } : {}),
    onStep: (step) => run.step(step),
    onDurableResult: (result) => run.kept(result),
    signal: run.signal,
    now: Date.now,
  };
}
