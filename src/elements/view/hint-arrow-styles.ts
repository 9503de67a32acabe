import { css } from 'lit';

/** Arrows on the oval. Dark and light lines together are visible on every picture. */
export const hintArrowStyles = css`
  .arrow-badge circle {
    fill: #fff;
    stroke: #0b0d12;
    stroke-width: 1.5;
  }
  .arrow-badge path,
  .arrow-corners path {
    fill: none;
    stroke: #0b0d12;
    stroke-width: 3.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .arrow-corners .halo {
    stroke-width: 7;
  }
  .arrow-corners path:not(.halo) {
    stroke: #fff;
  }
  @media (forced-colors: active) {
    .arrow-badge circle {
      fill: Canvas;
      stroke: CanvasText;
    }
    .arrow-badge path,
    .arrow-corners path:not(.halo) {
      stroke: CanvasText;
    }
    .arrow-corners .halo {
      stroke: Canvas;
    }
  }
`;
