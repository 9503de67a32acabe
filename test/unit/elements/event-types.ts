import 'recognize-elements';
import { forwardTo, type RecognizeCompleteEvent } from 'recognize-elements';

/**
 * What pages write in strict TypeScript. Compiled by `npm run typecheck`, never run: an error of the compiler is the failure of this
 * test, and so is a line below `@ts-expect-error` that compiles.
 */

declare function signIn(assertion: string): Promise<void>;
declare function storeClientState(clientState: string): Promise<void>;

/** The sample of the README. */
export async function recover(): Promise<void> {
  const element = document.querySelector('recognize-recover')!;
  element.authorization = () => fetch('/my/authorization', { method: 'POST' }).then((r) => r.text());
  element.addEventListener('recognize-request', forwardTo('/recognize-api'));
  element.addEventListener('recognize-complete', (event) =>
    event.waitUntil(signIn(event.detail.result.assertion)),
  );
  element.clientState = await (await fetch('/my/client-state')).text();

  element.addEventListener('recognize-complete', ({ detail: { result } }) => {
    result.device.deviceId satisfies string;
    result.recognizeId satisfies string;
    // @ts-expect-error a recovery makes no client state
    result.clientState;
  });
}

export function enroll(): void {
  const element = document.querySelector('recognize-enroll')!;
  element.type = 'TEMPORARY';
  const onComplete = (event: RecognizeCompleteEvent<{ clientState?: string }>) => {
    const { clientState } = event.detail.result;
    if (clientState !== undefined) event.waitUntil(storeClientState(clientState));
  };
  element.addEventListener('recognize-complete', onComplete);
  element.removeEventListener('recognize-complete', onComplete);
  element.addEventListener('recognize-complete', ({ detail: { result } }) => {
    result.deviceId satisfies string;
    result.clientState satisfies string | undefined;
    // @ts-expect-error absent when a TEMPORARY client state was used by the activation
    result.clientState satisfies string;
  });
  // @ts-expect-error no such type
  element.type = 'backup';
}

export function authenticate(): void {
  const element = document.querySelector('recognize-authenticate')!;
  element.transaction = { Amount: '12 EUR', Items: 3 };
  element.addEventListener('recognize-complete', ({ detail: { result } }) => {
    result.assertion satisfies string;
    // @ts-expect-error an authentication returns the assertion only
    result.recognizeId;
  });
  element.addEventListener('recognize-error', ({ detail: { error } }) => {
    error.code satisfies string;
    error.until satisfies number | undefined;
  });
}

export function devices(): void {
  const element = document.querySelector('recognize-devices')!;
  element.addEventListener('recognize-devices-change', ({ detail }) => {
    detail.action satisfies 'added' | 'removed' | 'renamed';
  });
  // The enrollment inside the list completes through the list.
  element.addEventListener('recognize-complete', ({ detail: { result } }) => {
    result.clientState satisfies string | undefined;
  });
  element.addEventListener('recognize-ready', ({ detail }) => {
    detail.diagnostics.version satisfies string;
  });
}

/** A listener on the document receives the result of any element. */
export function anyElement(): void {
  document.body.addEventListener('recognize-complete', ({ detail: { result } }) => {
    result.assertion satisfies string;
    if ('device' in result) result.device satisfies object | undefined;
  });
}

/** A variable that holds one of several elements. */
export function eitherElement(): void {
  const elements = [
    document.querySelector('recognize-enroll')!,
    document.querySelector('recognize-recover')!,
  ];
  for (const element of elements) {
    element.addEventListener('recognize-request', forwardTo('/recognize-api'));
    element.addEventListener('recognize-complete', ({ detail: { result } }) => {
      result.recognizeId satisfies string;
    });
  }
}
