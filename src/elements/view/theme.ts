import { css } from 'lit';

/** Colours, type and measures. Every custom property may be set from outside. */
export const theme = css`
  :host {
    --_accent: var(--recognize-accent, light-dark(#3157d5, #9db4ff));
    --_on-accent: var(--recognize-on-accent, light-dark(#fff, #10183a));
    --_surface: var(--recognize-surface, light-dark(#fff, #161a24));
    --_raised: var(--recognize-raised, light-dark(#f3f5fa, #222837));
    --_text: var(--recognize-text, light-dark(#171b26, #eef1f8));
    --_quiet: var(--recognize-quiet, light-dark(#5a6275, #a8b0c3));
    --_line: var(--recognize-line, light-dark(#d9dee9, #353d50));
    --_good: var(--recognize-good, light-dark(#14804a, #5fd39a));
    --_danger: var(--recognize-danger, light-dark(#b3261e, #ffb4ab));
    --_radius: var(--recognize-radius, 18px);
    color-scheme: light dark;
    display: block;
    container-type: inline-size;
    color: var(--_text);
    font: var(--recognize-font, 400 1rem / 1.5 system-ui, sans-serif);
    max-inline-size: var(--recognize-width, 27rem);
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
`;
