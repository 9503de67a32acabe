import { css } from 'lit';

/** The picture of a movement and the texts around it. */
export const movementStyles = css`
  /* In a corner of the picture, which the oval leaves free. */
  .movement-card {
    position: absolute;
    inset-block-end: 0.5rem;
    inset-inline: 0.5rem;
    display: flex;
    flex-direction: column-reverse;
    align-items: start;
    gap: 0.5rem;
    pointer-events: none;
  }
  .movement-card > * {
    border-radius: calc(var(--_radius) - 6px);
    background: var(--_surface);
    color: var(--_text);
  }
  .movement-card p {
    padding: 0.3rem 0.7rem;
    font-weight: 600;
  }
  .picture.movement {
    flex: none;
    inline-size: clamp(2.5rem, 16cqmin, 4.25rem);
    block-size: auto;
    aspect-ratio: 1;
    padding: 0.25rem;
  }
  .movement .head {
    transform-origin: 48px 50px;
  }
  .movement .features {
    transform-origin: 48px 52px;
  }
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* The end of each movement, which is also the still picture. */
  .left .features {
    --_end: translateX(-10px) scaleX(0.75);
  }
  .up .features {
    --_end: translateY(-9px) scaleY(0.85);
  }
  .down .features {
    --_end: translateY(9px) scaleY(0.85);
  }
  .closer .head {
    --_start: scale(0.72);
    --_end: scale(1);
  }
  .front .features {
    --_start: translateX(-10px) scaleX(0.75);
    --_end: none;
  }
  .movement .features,
  .closer .head {
    transform: var(--_end, none);
    animation: movement 1.8s ease-in-out infinite;
  }
  .closer .features {
    animation: none;
  }
  @keyframes movement {
    0%,
    15% {
      transform: var(--_start, none);
    }
    55%,
    90% {
      transform: var(--_end, none);
    }
    100% {
      transform: var(--_start, none);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .movement .features,
    .closer .head {
      animation: none;
    }
  }
`;
