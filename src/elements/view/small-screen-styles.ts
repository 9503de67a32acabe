import { css } from 'lit';

/** What an element does where its content is higher than the screen: the primary action stays in sight, and a low, wide screen has two columns. */
export const smallScreenStyles = css`
  .action {
    display: grid;
    justify-items: center;
    inline-size: 100%;
  }
  /* Not where it would cover a text about consent, which has to be read before. */
  .panel:not(.with-consent) .action {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    padding-block: 0.75rem;
    margin-block: -0.75rem;
    background: linear-gradient(transparent, var(--_surface) 0.75rem);
  }
  @media (max-height: 30rem) and (min-aspect-ratio: 5 / 4) {
    :host {
      max-inline-size: var(--recognize-width, 46rem);
    }
    .drop .picture {
      display: none;
    }
    @container (min-width: 30rem) {
      .panel:not(.with-picture) {
        flex-flow: row wrap;
        justify-content: center;
        gap: 0.75rem 1.5rem;
        padding: 1rem;
      }
      .panel:not(.with-picture) > :is(.above, .side) {
        display: flex;
        flex: 1 1 0;
        flex-direction: column;
        align-items: center;
        gap: 0.75rem;
        min-inline-size: 0;
      }
      .panel > .above:has(> :is(.picture, .qr):only-child) {
        flex: none;
      }
      .above > .qr {
        inline-size: min(15rem, 60svh, 40cqi);
      }
      .panel:not(.with-picture) > ::slotted([slot='header']) {
        flex: 0 0 100%;
      }
    }
  }
`;
