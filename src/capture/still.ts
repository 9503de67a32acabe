/** The picture of the last frame that a capture has used. It stays in memory, and is overwritten when the run ends. */
export interface Still {
  /** For the document, in which it can be in one place. */
  readonly canvas: HTMLCanvasElement;
  /** Whether to show it mirrored, as the preview was. */
  readonly mirrored: boolean;
  /** Whether it shows no real person. */
  readonly simulated: boolean;
}

/** Keeps the picture of the last frame that was used. Two canvases: one for the newest frame, one for the last that was used. */
export interface StillRecorder {
  /** Copies a frame, which may be used. */
  consider(frame: ImageBitmap): void;
  /** The frame of the last `consider` is used. */
  keep(): void;
  /** The last frame that was used, if there is one. */
  readonly canvas: HTMLCanvasElement | undefined;
  /** Overwrites all pictures. */
  wipe(): void;
}

/** Longest side of the picture in pixels. */
const MAX_SIDE = 640;

export function recordStill(): StillRecorder {
  let [newest, used] = [document.createElement('canvas'), document.createElement('canvas')];
  let isUsed = false;
  return {
    consider(frame) {
      const scale = Math.min(1, MAX_SIDE / Math.max(frame.width, frame.height));
      newest.width = Math.round(frame.width * scale);
      newest.height = Math.round(frame.height * scale);
      newest.getContext('2d')?.drawImage(frame, 0, 0, newest.width, newest.height);
    },
    keep() {
      [newest, used] = [used, newest];
      isUsed = true;
    },
    get canvas() {
      return isUsed ? used : undefined;
    },
    wipe() {
      // A change of the size erases a canvas.
      for (const canvas of [newest, used]) canvas.width = 0;
    },
  };
}
