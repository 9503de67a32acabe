/** One short vibration, in milliseconds. */
const VIBRATION_MS = 80;

/** Vibrates once, where the device can. People who want less motion feel nothing. */
export function vibrateOnSuccess(): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  // Browsers without the interface lack the method; others ignore the call until the person has used the page.
  (navigator as Partial<Navigator>).vibrate?.(VIBRATION_MS);
}
