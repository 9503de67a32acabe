import { css } from 'lit';
import { hintArrowStyles } from './hint-arrow-styles.ts';
import { movementStyles } from './movement-styles.ts';
import { runningStyles } from './running-styles.ts';
import { stillTryingStyles } from './still-trying-styles.ts';
import { viewfinderStyles } from './viewfinder-styles.ts';

/** What a ceremony element shows. */
export const ceremonyStyles = css`
  ${movementStyles}
  ${viewfinderStyles}
  ${runningStyles}
  ${hintArrowStyles}
  ${stillTryingStyles}
  .above,
  .side,
  .words {
    display: contents;
  }
  .message {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    inline-size: 100%;
    justify-items: center;
    gap: 0.4rem;
  }
  .picture {
    inline-size: 6rem;
    block-size: 6rem;
  }
  .picture .soft {
    fill: color-mix(in srgb, var(--_accent) 13%, transparent);
  }
  .picture .line {
    fill: none;
    stroke: var(--_accent);
    stroke-width: 4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .complete .picture .soft {
    fill: color-mix(in srgb, var(--_good) 15%, transparent);
  }
  .complete .picture .line {
    stroke: var(--_good);
  }
  .draw {
    stroke-dasharray: 1;
    animation: draw 0.5s ease-out;
  }
  @keyframes draw {
    from {
      stroke-dashoffset: 1;
    }
  }
  recognize-devices {
    inline-size: 100%;
    margin-block-start: 0.75rem;
    --recognize-width: none;
  }
  @media (prefers-reduced-motion: reduce) {
    .draw {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .picture .line {
      stroke: CanvasText;
    }
  }
`;
