import { type FailureCase, withAttributes } from '../support/failure-cases.ts';
import { type Fixture, startAdasRecovery } from '../support/fixture.ts';

const withFault = (fault: string) => withAttributes({ 'assets-base': `/broken/${fault}` });

/** The manifest of the page's own, which the script knows no hash of. */
const withOwnManifest = (fault: string) =>
  withAttributes({ models: `/broken/${fault}/models/manifest.json` });

function withoutSimulatedCameraWorker(fixture: Fixture) {
  const beforeRun = `import('/broken-camera/simulated-camera.js').then(({ simulatedCamera }) =>
    hostPage.registerCamera('broken', simulatedCamera))`;
  return startAdasRecovery(fixture, { attributes: { camera: 'broken:ada' }, beforeRun });
}

export const assetFailures: readonly FailureCase[] = [
  ['assets/not-found', 'a model is missing', withFault('model-missing')],
  ['assets/incomplete', 'a model is truncated', withFault('model-truncated')],
  ['assets/hash-mismatch', 'a model is altered', withFault('model-altered')],
  ['assets/wrong-type', 'an HTML page instead of a model', withFault('model-html')],
  [
    'models/model-invalid',
    'a file that is not a model, with its hash in the manifest',
    withOwnManifest('model-invalid'),
  ],
  ['models/self-test-failed', 'a model that computes NaN', withOwnManifest('model-nan')],
  ['assets/not-found', 'the manifest is missing', withFault('manifest-missing')],
  ['assets/wrong-type', 'an HTML page instead of the manifest', withFault('manifest-html')],
  ['assets/incomplete', 'the manifest of the package is truncated', withFault('manifest-truncated')],
  [
    'assets/hash-mismatch',
    'one bit of the manifest of the package is flipped',
    withFault('manifest-altered'),
  ],
  ['assets/hash-mismatch', 'one bit of the WebAssembly runtime is flipped', withFault('wasm-altered')],
  ['assets/hash-mismatch', 'one bit of the script of the runtime is flipped', withFault('glue-altered')],
  ['models/manifest-invalid', 'a manifest of the page is truncated', withOwnManifest('manifest-truncated')],
  ['models/manifest-invalid', '`models` names another file', withAttributes({ models: '/page.js' })],
  ['assets/wrong-type', 'an HTML page instead of the WebAssembly runtime', withFault('wasm-html')],
  ['assets/wrong-type', 'a text instead of the WebAssembly runtime', withFault('wasm-text')],
  ['assets/wrong-type', 'the script of the runtime has a wrong MIME type', withFault('glue-type')],
  ['assets/not-found', 'the vision worker is missing', withFault('vision-missing')],
  ['assets/not-found', 'an HTML page instead of the vision worker', withFault('vision-html')],
  ['assets/version-mismatch', 'the workers are from another release', withFault('workers-older')],
  ['assets/not-found', 'the matching worker is missing', withFault('matching-missing')],
  ['assets/not-found', 'the worker of the simulated camera is missing', withoutSimulatedCameraWorker],
];
