import { css } from 'lit';

/**
 * A run: the hint above the picture, so that the person looks toward the camera; buttons below it. In a landscape area the picture is on one
 * side. In the flow of a page the picture is as high as the screen permits, in a sheet it takes what the rest leaves.
 */
export const runningStyles = css`
  .hint {
    font-size: clamp(1.125rem, 0.8rem + 1.8cqi, 1.5rem);
    font-weight: 600;
    line-height: 1.35;
    text-wrap: balance;
  }
  .with-picture .words {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: center;
    inline-size: 100%;
    order: -1;
  }
  .running ::slotted([slot='header']) {
    order: -2;
  }
  .with-picture .words > *,
  .hint-space > * {
    grid-area: 1 / 1;
    min-inline-size: 0;
  }
  .hint-space {
    display: grid;
    min-block-size: 2.7em;
    visibility: hidden;
    pointer-events: none;
  }
  .hint-space ::before {
    content: attr(data-hint);
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5rem;
    inline-size: 100%;
  }
  /* The interactions with its content stop the countdown. */
  .review {
    display: contents;
  }
  recognize-auto-continue {
    inline-size: 100%;
    color: var(--_quiet);
    text-align: center;
  }
  .panel.running {
    gap: 0.75rem;
    scroll-margin: 0.5rem;
  }
  .running .viewfinder {
    /* Large text leaves less for the picture. */
    --_least: max(144px, min(9rem, 28svh));
    aspect-ratio: 1;
    max-block-size: max(var(--_least), 100svh - 20.25rem);
  }
  @container (max-width: 26rem) {
    .running .viewfinder {
      aspect-ratio: 4 / 5;
    }
  }
  .running.detailed .viewfinder {
    max-block-size: max(var(--_least), 100svh - 29.25rem);
  }
  /* A page that gives the element much width. */
  @container (min-width: 36rem) {
    .running .viewfinder {
      aspect-ratio: 4 / 3;
    }
  }
  /* A sheet that fills the screen. */
  dialog.sheet {
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    padding: 0;
    border: none;
    border-radius: 0;
    overflow: auto;
    overscroll-behavior: contain;
    container-type: size;
  }
  dialog.sheet[open] {
    display: flex;
    flex-direction: column;
  }
  .sheet .panel {
    flex: 1 0 auto;
    display: flex;
    flex-direction: column;
    justify-content: center;
    align-items: center;
    border-radius: 0;
    padding: max(1rem, env(safe-area-inset-top)) max(1rem, env(safe-area-inset-right))
      max(1rem, env(safe-area-inset-bottom)) max(1rem, env(safe-area-inset-left));
  }
  .sheet > button {
    flex: none;
    align-self: center;
    margin: 0 1rem max(1rem, env(safe-area-inset-bottom));
  }
  .sheet .panel.running {
    justify-content: flex-start;
    padding: max(3cqmin, env(safe-area-inset-top)) max(3cqmin, env(safe-area-inset-right))
      max(3cqmin, env(safe-area-inset-bottom)) max(3cqmin, env(safe-area-inset-left));
  }
  .sheet .running ::slotted([slot='header']) {
    display: none;
  }
  .sheet .panel.running .viewfinder {
    flex: 1 0 max(30cqb, min(133cqi, 100cqb - 20.25rem));
    aspect-ratio: auto;
    max-block-size: 133cqi;
  }
  .sheet .panel.detailed .viewfinder {
    flex-basis: max(30cqb, min(133cqi, 100cqb - 26.25rem));
  }
  .sheet .controls {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    margin-block-start: auto;
    padding-block: 0.25rem;
    background: var(--_surface);
    box-shadow: 0 -0.5rem 0.5rem var(--_surface);
  }
  @container (min-aspect-ratio: 5 / 4) {
    .sheet .panel.with-picture {
      display: grid;
      grid-template-columns: minmax(0, max(35%, min(133cqb, 62%, 100% - 12rem))) minmax(0, 1fr);
      align-items: start;
    }
    .sheet .panel.with-picture .viewfinder {
      position: sticky;
      inset-block-start: 3cqmin;
      block-size: calc(100cqb - 6cqmin);
      max-block-size: none;
    }
    .sheet .with-picture .side {
      display: flex;
      flex-direction: column;
      justify-content: center;
      align-items: center;
      gap: 0.5rem;
      min-block-size: calc(100cqb - 6cqmin);
      justify-self: stretch;
      container-type: inline-size;
    }
    .sheet .with-picture .hint {
      font-size: clamp(1.0625rem, 0.6rem + 4.5cqi, 1.5rem);
    }
    .sheet .with-picture .words {
      order: 0;
    }
    .sheet .with-picture .controls {
      margin-block-start: 0;
    }
  }
  /* With a large zoom several buttons fill the height, and would cover the hint. */
  @container (max-height: 15rem) {
    .sheet .panel .controls {
      position: static;
      box-shadow: none;
    }
  }
`;
