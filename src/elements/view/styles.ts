import { css } from 'lit';

/** Colours, type and the panel. Every custom property may be set from outside. */
export const baseStyles = css`
  :host {
    --_accent: var(--recognize-accent, #3157d5);
    --_on-accent: var(--recognize-on-accent, #fff);
    --_surface: var(--recognize-surface, #fff);
    --_raised: var(--recognize-raised, #f3f5fa);
    --_text: var(--recognize-text, #171b26);
    --_quiet: var(--recognize-quiet, #5a6275);
    --_line: var(--recognize-line, #d9dee9);
    --_good: var(--recognize-good, #14804a);
    --_danger: var(--recognize-danger, #b3261e);
    --_radius: var(--recognize-radius, 18px);
    display: block;
    container-type: inline-size;
    color: var(--_text);
    font: var(--recognize-font, 400 1rem / 1.5 system-ui, sans-serif);
    max-inline-size: var(--recognize-width, 27rem);
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='dark']) {
    --_accent: var(--recognize-accent, #9db4ff);
    --_on-accent: var(--recognize-on-accent, #10183a);
    --_surface: var(--recognize-surface, #161a24);
    --_raised: var(--recognize-raised, #222837);
    --_text: var(--recognize-text, #eef1f8);
    --_quiet: var(--recognize-quiet, #a8b0c3);
    --_line: var(--recognize-line, #353d50);
    --_good: var(--recognize-good, #5fd39a);
    --_danger: var(--recognize-danger, #ffb4ab);
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme='light'])) {
      --_accent: var(--recognize-accent, #9db4ff);
      --_on-accent: var(--recognize-on-accent, #10183a);
      --_surface: var(--recognize-surface, #161a24);
      --_raised: var(--recognize-raised, #222837);
      --_text: var(--recognize-text, #eef1f8);
      --_quiet: var(--recognize-quiet, #a8b0c3);
      --_line: var(--recognize-line, #353d50);
      --_good: var(--recognize-good, #5fd39a);
      --_danger: var(--recognize-danger, #ffb4ab);
    }
  }
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
  h2 {
    font-size: 1.375rem;
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
    display: grid;
    justify-items: center;
    gap: 0.9rem;
    padding: clamp(1rem, 6cqi, 2rem);
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    text-align: center;
    outline: none;
  }
  :host([compact]) .panel {
    padding: 0.75rem;
    gap: 0.5rem;
  }
  .quiet {
    color: var(--_quiet);
    font-size: 0.875rem;
  }
  .end {
    display: grid;
    justify-items: center;
    gap: 0.4rem;
  }
  [part='text'] {
    color: var(--_quiet);
    max-inline-size: 34ch;
    text-wrap: pretty;
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
  button {
    font: inherit;
    font-weight: 600;
    min-block-size: 2.75rem;
    padding-inline: 1.5rem;
    border-radius: 999px;
    border: 1px solid transparent;
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
    border-color: var(--_line);
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
  .viewfinder {
    position: relative;
    inline-size: 100%;
    aspect-ratio: 4 / 3;
    overflow: hidden;
    border-radius: calc(var(--_radius) - 6px);
    background: #0b0d12;
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
  }
  .shade {
    fill: rgb(11 13 18 / 55%);
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
  dt {
    color: var(--_quiet);
  }
  dd {
    font-weight: 600;
    text-align: end;
    overflow-wrap: anywhere;
  }
  dialog {
    inline-size: min(100% - 2rem, 27rem);
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
  ::slotted([slot='alternative']) {
    font-size: 0.9375rem;
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
    button.primary,
    button.danger {
      border-color: ButtonText;
    }
    .picture .line {
      stroke: CanvasText;
    }
    .ring.now {
      stroke: Highlight;
    }
    .shade {
      fill: Canvas;
      opacity: 0.7;
    }
  }
`;
