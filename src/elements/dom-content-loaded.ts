/**
 * Resolves when the scripts of the page have run. What an element does without a call waits for this, because the drop-in script
 * defines the elements before the script that follows it can add listeners.
 */
export function domContentLoaded(): Promise<void> {
  return new Promise((resolve) => {
    if (document.readyState === 'complete' || eventFired()) return resolve();
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
    // A document without a navigation entry, such as about:blank, does not reveal whether the event has fired.
    window.addEventListener('load', () => resolve(), { once: true });
  });
}

function eventFired(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return ((navigation as PerformanceNavigationTiming | undefined)?.domContentLoadedEventStart ?? 0) > 0;
}
