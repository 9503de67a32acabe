// Runs in every page of a test before the page's own scripts, and records the events of the elements.
{
  const types = [
    'request',
    'ready',
    'unsupported',
    'step',
    'hint',
    'progress',
    'handoff',
    'complete',
    'cancel',
    'error',
    'devices-change',
  ];
  /** Times between which a capture runs, milliseconds since the page was opened. */
  const measuredIntervals = [];
  const startMeasuring = () =>
    measuredIntervals.push({ from: performance.now(), to: Number.POSITIVE_INFINITY });
  const stopMeasuring = () => {
    const last = measuredIntervals.at(-1);
    if (last !== undefined) last.to = Math.min(last.to, performance.now());
  };

  const recorder = {
    events: [],
    longTasks: [],
    pauseMeasuring: stopMeasuring,
    resumeMeasuring() {
      const state = recorder.events.findLast(({ type }) =>
        ['step', 'complete', 'cancel', 'error'].includes(type),
      );
      if (state?.detail.step === 'capture') startMeasuring();
    },
  };
  window.eventRecorder = recorder;

  for (const type of types) {
    document.addEventListener(`recognize-${type}`, ({ detail, target }) => {
      recorder.events.push({ type, detail, tag: target.localName });
      if (['step', 'complete', 'cancel', 'error'].includes(type)) {
        stopMeasuring();
        recorder.resumeMeasuring();
      }
    });
  }
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    recorder.events.push({ type: 'violation', detail: violatedDirective, tag: blockedURI });
  });
  const overlapsCapture = ({ startTime, duration }) =>
    measuredIntervals.some(({ from, to }) => startTime < to && startTime + duration > from);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (overlapsCapture(entry)) recorder.longTasks.push(Math.round(entry.duration));
  }).observe({ type: 'longtask', buffered: true });
}

// tsx wraps named functions in a call of this helper; functions that a test runs in the page need it there.
globalThis.__name = (value) => value;
