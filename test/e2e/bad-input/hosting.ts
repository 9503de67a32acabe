import { given, type Row } from '../support/setting.ts';

const from = (fault: string) => given({ 'assets-base': `/broken/${fault}` });

export const hosting: readonly Row[] = [
  ['assets/not-found', 'a model is missing', from('model-missing')],
  ['assets/incomplete', 'a model is truncated', from('model-truncated')],
  ['assets/hash-mismatch', 'a model is altered', from('model-altered')],
  ['assets/wrong-type', 'a page of HTML in place of a model', from('model-html')],
  ['models/model-invalid', 'a model that is none, vouched for by its manifest', from('model-foreign')],
  ['models/self-test-failed', 'a model that computes no numbers', from('model-poisoned')],
  ['assets/not-found', 'the manifest is missing', from('manifest-missing')],
  ['assets/wrong-type', 'a page of HTML in place of the manifest', from('manifest-html')],
  ['models/manifest-invalid', 'the manifest is truncated', from('manifest-truncated')],
  ['models/manifest-invalid', 'an attribute that leads elsewhere', given({ models: '/page.js' })],
  ['assets/wrong-type', 'a page of HTML in place of the runtime', from('wasm-html')],
  ['assets/wrong-type', 'a text in place of the runtime', from('wasm-text')],
  ['assets/wrong-type', "the runtime's glue under a wrong MIME type", from('glue-type')],
  ['assets/not-found', 'the worker of vision is missing', from('vision-missing')],
  ['assets/not-found', 'a page of HTML in place of the worker of vision', from('vision-html')],
  ['assets/version-mismatch', 'the workers are of another release', from('workers-older')],
  ['assets/not-found', 'the worker of matching is missing', from('matching-missing')],
  ['assets/not-found', 'the worker of the simulated person is missing', from('person-missing')],
];
