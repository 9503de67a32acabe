import { css } from 'lit';

/** The question whether to go on, at the upper edge of the picture. */
export const stillTryingStyles = css`
  .still-trying {
    position: absolute;
    inset-block-start: 0.5rem;
    inset-inline: 0.5rem;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.5rem 1rem;
    padding: 0.6rem 0.9rem;
    border-radius: calc(var(--_radius) - 6px);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 2px 12px rgb(0 0 0 / 35%);
  }
  .still-trying p {
    margin: 0;
    font-weight: 600;
  }
  /* With a large zoom the picture has no room for the question. It is then in front of hint and picture. */
  @container (max-height: 17rem) {
    .sheet .still-trying {
      position: fixed;
    }
    .sheet .panel .viewfinder:has(.still-trying) {
      z-index: 2;
    }
  }
  @media (forced-colors: active) {
    .still-trying {
      border: 1px solid CanvasText;
    }
  }
`;
