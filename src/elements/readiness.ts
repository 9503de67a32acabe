import { RecognizeError, toRecognizeError } from '../errors.ts';
import { RecognizeReadyEvent, RecognizeUnsupportedEvent } from '../events.ts';
import type { Vision } from '../vision/client.ts';
import { type Create, ModelLoader, type Options, type Progress } from './model-loader.ts';
import { missingFeature } from './support.ts';

/** Whether this browser can do it at all, told once in an element's life, and the models to do it with. */
export class Readiness {
  readonly models = new ModelLoader();
  readonly #tell: (event: Event) => void;
  readonly #diagnostics: () => object;
  #told = false;

  constructor(tell: (event: Event) => void, diagnostics: () => object) {
    this.#tell = tell;
    this.#diagnostics = diagnostics;
  }

  /** Looks what this browser lacks, without loading anything. */
  missingFeature(): RecognizeError | undefined {
    const code = missingFeature();
    return code && this.#unsupported(new RecognizeError(code));
  }

  /** Loads the models once. @throws RecognizeError as `createVision` */
  async load(options: Options, create: Create, progress: Progress): Promise<Vision> {
    const missing = this.missingFeature();
    if (missing !== undefined) throw missing;
    try {
      const vision = await this.models.load(options, create, progress);
      this.#once(() => new RecognizeReadyEvent(this.#diagnostics()));
      return vision;
    } catch (thrown) {
      const error = toRecognizeError(thrown, 'runtime/crashed');
      throw error.code.startsWith('environment/') ? this.#unsupported(error) : error;
    }
  }

  #unsupported(error: RecognizeError): RecognizeError {
    this.#once(() => new RecognizeUnsupportedEvent(error.toJSON()));
    return error;
  }

  #once(event: () => Event): void {
    if (this.#told) return;
    this.#told = true;
    this.#tell(event());
  }
}
