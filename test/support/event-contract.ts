const endTypes = ['complete', 'cancel', 'error'];
const STEP_COUNT = 6;

interface RecordedEvent {
  /** Without the prefix `recognize-`. */
  readonly type: string;
  readonly detail: unknown;
}

/** The fields of the details of `step` and `progress`. */
interface StepDetail {
  readonly step: string;
  readonly of: number;
  readonly loaded: number;
  readonly total: number;
}

/**
 * Breaches of the documented order and content of the events of a run: steps state their total number; hints come during the capture only;
 * progress belongs to the current step, or is of loading during the step permission, and never exceeds its total; loading never decreases, and a capture may start again; nothing comes after the end.
 */
export function contractViolations(events: readonly RecordedEvent[]): string[] {
  const violations: string[] = [];
  let currentStep = '';
  let currentLoaded = 0;
  let ended = false;
  for (const { type, detail } of events) {
    const { step, of, loaded, total } = detail as StepDetail;
    if (ended && ['step', 'hint', 'progress'].includes(type)) violations.push(`${type} after the end`);
    if (type === 'step') {
      if (of !== STEP_COUNT) violations.push(`step of ${of}`);
      currentStep = step;
      currentLoaded = 0;
    }
    if (type === 'hint' && currentStep !== 'capture') violations.push(`hint during ${currentStep}`);
    if (type === 'progress') {
      // The models may still load while the browser asks for the camera.
      const isLoading = step === 'loading' && currentStep === 'permission';
      if (step !== currentStep && !isLoading) violations.push(`progress of ${step} during ${currentStep}`);
      if ((loaded < currentLoaded && step !== 'capture') || loaded > total)
        violations.push('progress that decreases or exceeds its total');
      currentLoaded = loaded;
    }
    ended ||= endTypes.includes(type);
  }
  return violations;
}
