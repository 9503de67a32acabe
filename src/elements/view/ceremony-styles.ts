import { css } from 'lit';
import { hintArrowStyles } from './hint-arrow-styles.ts';
import { movementStyles } from './movement-styles.ts';
import { stillTryingStyles } from './still-trying-styles.ts';

/** Illustrations, viewfinder and transaction of a ceremony element. */
export const ceremonyStyles = css`
  ${movementStyles}
  ${hintArrowStyles}
  ${stillTryingStyles}
  .side,
  .words {
    display: contents;
  }
  .running .words {
    order: -1;
  }
  .running slot[name='header'] {
    order: -2;
  }
  .message {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    inline-size: 100%;
    justify-items: center;
    gap: 0.4rem;
  }
  /* The instruction stays in sight where the panel is longer than the rest of the page. */
  .running .message {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    padding-block: 0.35rem;
    background: var(--_surface);
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
  .viewfinder {
    position: relative;
    inline-size: 100%;
    aspect-ratio: 4 / 3;
    overflow: hidden;
    border-radius: calc(var(--_radius) - 6px);
    background: #0b0d12;
  }
  @container (max-width: 26rem) {
    .viewfinder {
      aspect-ratio: 4 / 5;
    }
  }
  .viewfinder video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .mirrored {
    transform: scaleX(-1);
  }
  .cover {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  .shade {
    fill: rgb(11 13 18 / 55%);
  }
  .glyph {
    fill: none;
    stroke: rgb(255 255 255 / 45%);
    stroke-width: 3;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .ring {
    fill: none;
    stroke: rgb(255 255 255 / 45%);
    stroke-width: 3;
  }
  .ring.now {
    stroke: #fff;
    stroke-width: 5;
    stroke-linecap: round;
    transition: stroke-dasharray 0.25s;
  }
  .ring.now[stroke-dasharray^='0 '] {
    visibility: hidden;
  }
  .good .ring.now,
  .ring.endless {
    stroke: #58e09b;
  }
  .ring.endless {
    animation: turn 1.3s linear infinite;
  }
  @keyframes turn {
    from {
      stroke-dashoffset: 100;
    }
  }
  .simulated {
    position: absolute;
    inset-block-start: 0.6rem;
    inset-inline-start: 0.6rem;
    max-inline-size: calc(100% - 1.2rem);
    padding: 0.15rem 0.6rem;
    border-radius: 999px;
    background: #ffd54a;
    color: #221b00;
    font-size: 0.75rem;
    font-weight: 650;
  }
  .hint {
    font-size: 1.125rem;
    font-weight: 600;
    min-block-size: 1.5em;
    text-wrap: balance;
  }
  [part='transaction'] {
    inline-size: 100%;
    padding: 0.9rem 1rem;
    border-radius: calc(var(--_radius) - 6px);
    background: var(--_raised);
    text-align: start;
  }
  [part='transaction'] div {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    padding-block-start: 0.35rem;
  }
  /* Spaces are shown as they are signed. */
  dt,
  dd {
    white-space: pre-wrap;
  }
  dt {
    color: var(--_quiet);
  }
  /* A long name gives way to a short value. */
  dd {
    flex: none;
    max-inline-size: 65%;
    font-weight: 600;
    text-align: end;
  }
  /* Large text on a narrow screen: names above values. */
  @container (max-width: 15rem) {
    [part='transaction'] {
      padding-inline: 0.75rem;
    }
    [part='transaction'] div {
      display: block;
    }
    dd {
      max-inline-size: none;
      text-align: start;
    }
  }
  recognize-devices {
    inline-size: 100%;
    margin-block-start: 0.75rem;
    --recognize-width: none;
  }
  @media (prefers-reduced-motion: reduce) {
    .draw,
    .ring.endless {
      animation: none;
    }
    .ring.now {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .picture .line {
      stroke: CanvasText;
    }
    .ring {
      stroke: CanvasText;
    }
    .ring.now,
    .good .ring.now,
    .ring.endless {
      stroke: Highlight;
    }
    .shade {
      fill: Canvas;
      opacity: 0.7;
    }
  }
`;
