/**
 * An instruction for the user during a capture. Left and right of `move-…` are those of the preview, as the user sees it; those of `turn-…` are
 * those of the user.
 */
export type HintName =
  | 'look-here'
  | 'come-closer'
  | 'go-back'
  | 'move-left'
  | 'move-right'
  | 'move-up'
  | 'move-down'
  | 'more-light'
  | 'less-light'
  | 'even-light'
  | 'light-behind'
  | 'clean-lens'
  | 'uncover-face'
  | 'turn-to-front'
  | 'head-upright'
  | 'turn-left'
  | 'turn-right'
  | 'look-up'
  | 'look-down'
  | 'one-person'
  /** The picture is black, of one color, or always the same. */
  | 'no-picture'
  /** The picture is on its side or upside down. */
  | 'turn-camera'
  /** The camera has too few pixels for a face in the oval. */
  | 'coarse-camera'
  | 'good';
