import type { ReactiveController, ReactiveElement } from 'lit';
import { whenCameraGranted } from '../client/camera-permission.ts';
import { permissionHelp } from '../client/permission-help.ts';
import type { Pack } from '../i18n/types.ts';
import { CopiedText } from './copied-text.ts';

/** What helps a person who cannot use the camera here. */
export interface CameraHelp {
  /** Where this browser keeps the permission; undefined if that is not known. */
  readonly allow: string | undefined;
  /** Whether the page goes on by itself when the permission is granted. */
  readonly continues: boolean;
  /** Whether the address was copied a moment ago. */
  readonly copied: boolean;
  /** @param field contains the address */
  readonly copyAddress: (field: HTMLInputElement) => void;
}

interface CameraHelpOptions {
  /** Whether the element shows that the permission is denied. */
  readonly isDenied: () => boolean;
  /** The permission is granted. */
  readonly onGranted: () => void;
}

/** Help for the camera of one ceremony element. It watches the permission while the element shows that it is denied. */
export class CameraHelpController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: CameraHelpOptions;
  readonly #address: CopiedText;
  #watch: AbortController | undefined;
  /** Whether the browser reports a change of the permission. */
  #continues = false;

  constructor(host: ReactiveElement, options: CameraHelpOptions) {
    this.#host = host;
    this.#options = options;
    this.#address = new CopiedText(host);
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.#options.isDenied()) this.hostDisconnected();
    else if (this.#watch === undefined) {
      this.#watch = new AbortController();
      void this.#awaitPermission(this.#watch.signal);
    }
  }

  hostDisconnected(): void {
    this.#watch?.abort();
    this.#watch = undefined;
  }

  view({ cameraControl }: Pack): CameraHelp {
    const help = permissionHelp(navigator.userAgent, navigator.maxTouchPoints);
    return {
      allow: help && cameraControl.allow[help.place].replace('{browser}', help.browser),
      continues: this.#continues,
      copied: this.#address.copied,
      copyAddress: (field) => void this.#address.copy(field.value, field),
    };
  }

  async #awaitPermission(signal: AbortSignal): Promise<void> {
    this.#continues = await whenCameraGranted(() => this.#options.onGranted(), signal);
    this.#host.requestUpdate();
  }
}
