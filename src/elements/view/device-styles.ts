import { css } from 'lit';

/** The list of devices, its forms and its dialog. */
export const deviceStyles = css`
  :host {
    max-inline-size: var(--recognize-width, 36rem);
  }
  :host([embedded]:not([embedded='false' i])) .panel {
    padding: 0;
    border: none;
  }
  .panel {
    align-items: stretch;
    text-align: start;
  }
  .panel > button {
    align-self: start;
  }
  .message {
    color: var(--_good);
    font-weight: 600;
  }
  [part='text'],
  .quiet {
    text-wrap: pretty;
  }
  .error strong {
    display: block;
  }
  .error {
    display: grid;
    gap: 0.75rem;
    justify-items: start;
    padding: 0.9rem 1rem;
    border-radius: calc(var(--_radius) - 6px);
    background: var(--_raised);
    border-inline-start: 4px solid var(--_danger);
  }
  ul {
    list-style: none;
  }
  .scroll {
    max-block-size: min(28rem, 70vh);
    overflow: auto;
    overscroll-behavior: contain;
    /* The outlines of focused buttons are inside the area. */
    margin-inline: -0.6rem;
    padding-inline: 0.6rem;
    scroll-padding-block: 2.75rem 0.5rem;
    border-block: 1px solid var(--_line);
  }
  .scroll:focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: -3px;
  }
  .group {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    padding-block: 0.6rem 0.35rem;
    background: var(--_surface);
    color: var(--_quiet);
    font-size: 0.875rem;
  }
  .group + ul .device:first-child {
    border-block-start: none;
  }
  /* In sight also where the list is higher than the screen. */
  .answers {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
    padding-block: 0.75rem;
    margin-block: -0.75rem;
    background: linear-gradient(transparent, var(--_surface) 0.75rem);
  }
  .device {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 0.1rem 0.9rem;
    padding-block: 0.6rem 0.8rem;
    border-block-start: 1px solid var(--_line);
  }
  .name {
    font-weight: 600;
    hyphens: auto;
  }
  .facts {
    grid-area: 2 / 2 / 3 / -1;
    display: flex;
    flex-wrap: wrap;
    column-gap: 0.9rem;
  }
  .actions {
    grid-area: 1 / 3;
    display: flex;
    margin-inline-end: -0.6rem;
  }
  .own {
    display: inline-block;
    padding: 0.1rem 0.6rem;
    border-radius: 999px;
    font-size: 0.8125rem;
    font-weight: 600;
    color: color-mix(in srgb, var(--_good) 82%, var(--_text));
    background: color-mix(in srgb, var(--_good) 12%, transparent);
  }
  .device svg {
    inline-size: 1.5rem;
    block-size: 1.5rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.7;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .sign {
    color: var(--_accent);
    flex: none;
  }
  .icon {
    display: grid;
    place-items: center;
    inline-size: 2.75rem;
    padding: 0;
    color: var(--_quiet);
  }
  .icon:hover {
    background: var(--_raised);
  }
  /* The name wraps below the field on a narrow screen. */
  .sign:has(+ form) {
    align-self: start;
    margin-block-start: 0.6rem;
  }
  form {
    grid-column: 2 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    padding-block: 0.25rem;
  }
  input {
    font: inherit;
    min-inline-size: 0;
    flex: 1 1 12rem;
    min-block-size: 2.25rem;
    padding: 0.3rem 0.7rem;
    border-radius: 10px;
    border: 1px solid var(--_border);
    background: var(--_surface);
    color: inherit;
  }
  .small {
    min-block-size: 2.25rem;
    padding-inline: 1rem;
  }
  dialog {
    padding: clamp(1rem, 6vi, 1.5rem);
    text-align: start;
  }
  dialog p {
    padding-block: 0.5rem 1.25rem;
    color: var(--_quiet);
    text-wrap: pretty;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.6rem;
  }
  @container (max-width: 22rem) {
    .buttons button {
      flex: 1 1 auto;
    }
  }
  /* More space for the name. */
  @container (max-width: 22rem) {
    .device {
      column-gap: 0.6rem;
    }
    .icon {
      inline-size: 2.5rem;
    }
  }
  @container (max-width: 18.5rem) {
    .device {
      column-gap: 0.4rem;
    }
    .device .sign {
      inline-size: 1.25rem;
    }
    .name {
      font-size: 0.9375rem;
    }
    .icon {
      inline-size: 2rem;
    }
  }
  /* Large text on a narrow screen: below each other. */
  @container (max-width: 15rem) {
    .device {
      column-gap: 0.25rem;
    }
    .name {
      grid-area: 2 / 1 / 3 / -1;
    }
    .facts {
      grid-area: 3 / 1 / 4 / -1;
    }
    .actions {
      margin-inline-end: 0;
    }
    .icon {
      inline-size: 2.25rem;
    }
    form {
      grid-column: 1 / -1;
    }
    dialog {
      padding: 0.75rem;
    }
    /* In sight also where the question is longer than the screen. */
    .buttons {
      position: sticky;
      inset-block-end: -0.75rem;
      display: grid;
      justify-content: stretch;
      padding-block: 0.5rem 0.75rem;
      margin-block-end: -0.75rem;
      background: var(--_surface);
    }
    .buttons button {
      padding-inline: 0.25rem;
      border-radius: 1rem;
    }
  }
`;
