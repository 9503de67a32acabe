import { createElement, type ReactElement, useEffect, useRef, useState } from 'react';
import type { RecognizeEnroll } from 'recognize-elements';

/** As docs/elements.md describes it for server-rendered React: attributes in the markup, functions and listeners in an effect. */
function Enrollment({ onComplete }: { readonly onComplete: () => void }): ReactElement {
  const ref = useRef<RecognizeEnroll>(null);
  useEffect(() => {
    const element = ref.current!;
    const abort = new AbortController();
    const { signal } = abort;
    element.authorization = window.hostPage.authorization('enroll');
    element.addEventListener('recognize-request', window.hostPage.handleRequest, { signal });
    element.addEventListener('recognize-complete', onComplete, { signal });
    return () => abort.abort();
  }, [onComplete]);
  return createElement('recognize-enroll', {
    ref,
    'recognize-id': 'ada',
    camera: 'simulated:ada',
    // React writes a boolean of a custom element as text.
    compact: 'false',
    autostart: '',
  });
}

/** The page of a host, rendered on the server and hydrated in the browser. */
export function App(): ReactElement {
  const [outcome, setOutcome] = useState('waiting');
  const [onComplete] = useState(() => () => setOutcome('complete'));
  return createElement(
    'main',
    null,
    createElement('output', null, outcome),
    createElement(Enrollment, { onComplete }),
    createElement('recognize-devices', { 'recognize-id': 'ada', 'can-add': 'false' }),
  );
}
