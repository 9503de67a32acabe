/** The picture of the last frame that a capture has used. It stays in memory, and is overwritten when the run ends. */
export interface Still {
  /** For the document, in which it can be in one place. */
  readonly canvas: HTMLCanvasElement;
  /** Whether to show it mirrored, as the preview was. */
  readonly mirrored: boolean;
}
