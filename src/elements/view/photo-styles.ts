import { css } from 'lit';

/** Choosing a photo, and its preview. */
export const photoStyles = css`
  .drop {
    display: grid;
    justify-items: center;
    gap: 0.5rem;
    inline-size: 100%;
    padding: 1rem min(1rem, 4%);
    border: 2px dashed var(--_line);
    border-radius: var(--_radius);
  }
  .drop.over {
    border-color: var(--_accent);
    background: var(--_raised);
  }
  .drop .picture {
    block-size: 4.5rem;
  }
  .photo {
    display: grid;
    justify-items: center;
    inline-size: 100%;
  }
  .photo canvas {
    max-inline-size: 100%;
    max-block-size: min(40vh, 18rem);
    border-radius: calc(var(--_radius) / 2);
  }
  .problem {
    max-inline-size: 40ch;
    padding: 0.9rem 1rem;
    border-radius: calc(var(--_radius) - 6px);
    border-inline-start: 4px solid var(--_danger);
    background: var(--_raised);
    text-align: start;
    text-wrap: pretty;
  }
  .problem strong {
    display: block;
  }
  /* Nothing can be dragged on a touch screen. */
  @media (hover: none) {
    .pointer {
      display: none;
    }
  }
`;
