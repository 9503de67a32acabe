import { css } from 'lit';

/**
 * The picture and what is drawn on it. The ring has a dark outline, so that it is visible on every picture: white and green have 19:1 and
 * 11:1 on it, 3:1 and more on the part of the ring that is not complete, and this part has 3:1 on the outline.
 */
export const viewfinderStyles = css`
  .viewfinder {
    position: relative;
    inline-size: 100%;
    container-type: size;
    overflow: hidden;
    border-radius: calc(var(--_radius) - 6px);
    background: #0b0d12;
  }
  .viewfinder video,
  .still,
  .still canvas {
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
    stroke: #6a6f7a;
    stroke-width: 4;
  }
  .ring.outline {
    stroke: #0b0d12;
    stroke-width: 8;
  }
  .ring.now {
    stroke: #fff;
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
    inset-block-start: 0.5rem;
    inset-inline-start: 0.5rem;
    max-inline-size: calc(100% - 1rem);
    padding: 0.15rem 0.6rem;
    border-radius: 999px;
    background: #ffd54a;
    color: #221b00;
    font-size: clamp(0.625rem, 6cqmin, 0.75rem);
    font-weight: 650;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .kept {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    padding: 0.35rem 0.75rem;
    background: rgb(11 13 18 / 80%);
    color: #fff;
    font-size: 0.875rem;
    text-align: center;
    text-wrap: balance;
  }
  /* It would cover the face. */
  @container (max-width: 9rem) {
    .kept {
      display: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .ring.now {
      transition: none;
    }
    /* Without a beginning and an end, so that it does not look like progress. */
    .ring.endless {
      animation: none;
      stroke-dasharray: 1 4;
    }
  }
  @media (forced-colors: active) {
    .shade {
      fill: Canvas;
      opacity: 0.7;
    }
    .glyph {
      stroke: CanvasText;
    }
    .ring {
      stroke: CanvasText;
      stroke-width: 1;
    }
    .ring.outline {
      stroke: Canvas;
    }
    .ring.now,
    .good .ring.now,
    .ring.endless {
      stroke: CanvasText;
      stroke-width: 6;
    }
    .simulated,
    .movement-card > * {
      border: 1px solid CanvasText;
    }
  }
`;
