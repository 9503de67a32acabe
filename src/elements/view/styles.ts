import { css } from 'lit';

/** Panel, texts, buttons and dialog of all elements. */
export const baseStyles = css`
  *,
  *::before {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }
  /* The longest German words fit a phone. */
  h2 {
    font-size: clamp(1.0625rem, 6cqi, 1.375rem);
    hyphens: auto;
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  h3 {
    font-size: 1rem;
    font-weight: 600;
  }
  .panel {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 0.9rem;
    padding: clamp(1rem, 6cqi, 2rem);
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    text-align: center;
    outline: none;
  }
  :host([compact]:not([compact='false' i])) .panel {
    padding: 0.75rem;
    gap: 0.5rem;
  }
  /* Without a gap, and still in the accessibility tree, so that screen readers announce its changes. */
  .message:empty {
    position: absolute;
  }
  .quiet {
    color: var(--_quiet);
    font-size: 0.875rem;
  }
  .quiet,
  [part='text'],
  [part='countdown'] {
    text-wrap: balance;
  }
  [part='text'] {
    color: var(--_quiet);
    max-inline-size: 34ch;
  }
  button {
    font: inherit;
    font-weight: 600;
    line-height: 1.25;
    min-block-size: 2.75rem;
    max-inline-size: 100%;
    padding: 0.5rem clamp(0.75rem, 5cqi, 1.5rem);
    border-radius: 1.5rem;
    border: 1px solid transparent;
    text-wrap: balance;
    cursor: pointer;
    color: inherit;
    background: none;
  }
  button.primary {
    min-inline-size: min(100%, 14rem);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  button.plain {
    border-color: var(--_border);
  }
  button.danger {
    background: var(--_danger);
    color: var(--_surface);
  }
  button:hover:not(:disabled) {
    filter: brightness(1.06);
  }
  button.plain:hover:not(:disabled) {
    background: var(--_raised);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  button:focus-visible,
  input:focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  dialog {
    inline-size: min(100% - 2rem, 27rem);
    max-inline-size: none;
    container-type: inline-size;
    padding: 0.75rem;
    border: none;
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    text-align: center;
  }
  dialog .panel {
    border: none;
  }
  dialog::backdrop {
    background: rgb(8 10 16 / 60%);
  }
  /* The default blue of links is unreadable on a dark surface. Styles of the page override this rule. */
  ::slotted([slot='alternative']) {
    color: var(--_accent);
    font-size: 0.9375rem;
  }
  /* Japanese has no spaces: lines end between phrases. */
  .panel:lang(ja),
  dialog:lang(ja) {
    word-break: auto-phrase;
  }
  /* Large text on a narrow screen. */
  @container (max-width: 15rem) {
    .panel,
    dialog {
      hyphens: auto;
    }
    dialog {
      inline-size: calc(100% - 1rem);
      max-block-size: calc(100% - 1rem);
    }
    button:not(.icon) {
      padding-inline: 0.75rem;
    }
  }
  @media (prefers-contrast: more) {
    .panel,
    button:not(.icon),
    input {
      border-width: 2px;
      border-color: var(--_text);
    }
  }
  @media (forced-colors: active) {
    button.primary,
    button.danger {
      border-color: ButtonText;
    }
    button:disabled {
      opacity: 1;
    }
    dialog {
      border: 2px solid CanvasText;
    }
  }
`;
