/** What a page heard of its elements, kept by a script that runs before the page's own. */
export interface Heard {
  /** How the newest run ended, until the next one begins. */
  end: { readonly type: string; readonly detail: unknown } | undefined;
  step: string | undefined;
  /** A frame of the capture has been seen. */
  seen: boolean;
  /** Main-thread tasks over 50 ms that overlap a capture, milliseconds. */
  readonly longTasks: number[];
  readonly ends: string[];
  /** While a picture is taken nothing is measured. */
  pause(): void;
  resume(): void;
}

declare global {
  interface Window {
    heard: Heard;
  }
}

/** Runs in the page. */
export function listen(): void {
  const measured: { from: number; to: number }[] = [];
  const open = () => measured.push({ from: performance.now(), to: Number.POSITIVE_INFINITY });
  const close = () => {
    const last = measured.at(-1);
    if (last !== undefined) last.to = Math.min(last.to, performance.now());
  };
  const heard: Heard = {
    end: undefined,
    step: undefined,
    seen: false,
    longTasks: [],
    ends: [],
    pause: close,
    resume: () => {
      if (heard.step === 'capture' && heard.end === undefined) open();
    },
  };
  window.heard = heard;
  document.addEventListener('recognize-step', (event) => {
    const { step } = (event as CustomEvent<{ step: string }>).detail;
    heard.step = step;
    if (step === 'loading') heard.end = undefined;
    close();
    heard.resume();
  });
  document.addEventListener('recognize-hint', () => {
    heard.seen = heard.step === 'capture';
  });
  for (const type of ['complete', 'cancel', 'error'] as const) {
    document.addEventListener(`recognize-${type}`, (event) => {
      close();
      const { detail } = event as CustomEvent;
      heard.end = { type, detail };
      heard.ends.push(type === 'error' ? (detail as { error: { code: string } }).error.code : type);
    });
  }
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      if (measured.some(({ from, to }) => startTime < to && startTime + duration > from))
        heard.longTasks.push(Math.round(duration));
  }).observe({ type: 'longtask', buffered: true });
}
