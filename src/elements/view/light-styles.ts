import { css } from 'lit';

/**
 * Light for a face in the dark: the page around the picture becomes white. It fades in slowly and stays until the end of the capture, so that
 * nothing flashes and nothing moves. The text changes from light to dark when the gray behind it is halfway between both, which leaves the
 * large text of the hint 3.9:1 at least: after 41 % of the fade from the surface of the dark theme to white, and after 59 % of the fade back.
 */
export const lightStyles = css`
  .running {
    --_fade: 1.5s;
    --_turn: calc(0.59 * var(--_fade));
    box-shadow: 0 0 0 100vmax rgb(255 255 255 / 0%);
    transition:
      background-color var(--_fade) linear,
      box-shadow var(--_fade) linear,
      color 0s var(--_turn);
  }
  .running .controls {
    transition:
      background-color var(--_fade) linear,
      box-shadow var(--_fade) linear;
  }
  .running :is(summary, select, [part='text']),
  .running ::slotted([slot='alternative']) {
    transition:
      color 0s var(--_turn),
      background-color 0s var(--_turn);
  }
  .running .shade {
    transition: fill var(--_fade) linear;
  }
  .running.lit {
    --_turn: calc(0.41 * var(--_fade));
    --_accent: var(--recognize-accent, #3157d5);
    --_on-accent: var(--recognize-on-accent, #fff);
    --_surface: #fff;
    --_raised: #f3f5fa;
    --_text: #171b26;
    --_quiet: #5a6275;
    --_line: #d9dee9;
    --_border: #767f93;
    color-scheme: light;
    color: var(--_text);
    background: #fff;
    box-shadow: 0 0 0 100vmax #fff;
    position: relative;
    z-index: 1;
  }
  .running.lit .shade {
    fill: rgb(255 255 255 / 96%);
  }
  /* A dialog cuts the light of its content off. */
  dialog::backdrop {
    transition: background-color 1.5s linear;
  }
  dialog:has(.lit)::backdrop {
    background-color: #fff;
  }
  @media (prefers-contrast: more) {
    .running.lit {
      --_quiet: var(--_text);
      --_line: var(--_text);
      --_border: var(--_text);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .running {
      --_fade: 4s;
    }
    dialog::backdrop {
      transition-duration: 4s;
    }
  }
  @media (forced-colors: active) {
    .running.lit {
      background: Canvas;
      color: CanvasText;
    }
  }
`;
