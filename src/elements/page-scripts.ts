/**
 * Resolves when the page's own scripts have run. What an element does unasked waits for it: the drop-in script defines the elements
 * before the script after it can listen to them.
 */
export function pageScripts(): Promise<void> {
  return new Promise((resolve) => {
    if (document.readyState === 'complete' || contentLoaded()) return resolve();
    document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
    // A document without a navigation of its own does not tell whether that moment is over.
    window.addEventListener('load', () => resolve(), { once: true });
  });
}

function contentLoaded(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return ((navigation as PerformanceNavigationTiming | undefined)?.domContentLoadedEventStart ?? 0) > 0;
}
