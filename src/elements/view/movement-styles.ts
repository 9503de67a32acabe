import { css } from 'lit';

/** The picture of a movement and the texts around it. */
export const movementStyles = css`
  .instruction {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.75rem;
    inline-size: 100%;
    min-block-size: 4.5rem;
    text-align: start;
  }
  .movement {
    flex: none;
    inline-size: 4.5rem;
    block-size: 4.5rem;
    overflow: visible;
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
