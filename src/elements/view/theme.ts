import { css } from 'lit';

const dark = css`
  --_accent: var(--recognize-accent, #9db4ff);
  --_on-accent: var(--recognize-on-accent, #10183a);
  --_surface: var(--recognize-surface, #161a24);
  --_raised: var(--recognize-raised, #222837);
  --_text: var(--recognize-text, #eef1f8);
  --_quiet: var(--recognize-quiet, #a8b0c3);
  --_line: var(--recognize-line, #353d50);
  --_border: var(--recognize-border, #7d879c);
  --_good: var(--recognize-good, #5fd39a);
  --_danger: var(--recognize-danger, #ffb4ab);
  color-scheme: dark;
`;

/** Colors, font and sizes. The page can set every custom property. `light-dark()` is not used, because browsers before 2024 lack it. */
export const theme = css`
  :host {
    --_accent: var(--recognize-accent, #3157d5);
    --_on-accent: var(--recognize-on-accent, #fff);
    --_surface: var(--recognize-surface, #fff);
    --_raised: var(--recognize-raised, #f3f5fa);
    --_text: var(--recognize-text, #171b26);
    --_quiet: var(--recognize-quiet, #5a6275);
    --_line: var(--recognize-line, #d9dee9);
    --_border: var(--recognize-border, #767f93);
    --_good: var(--recognize-good, #14804a);
    --_danger: var(--recognize-danger, #b3261e);
    --_radius: var(--recognize-radius, 18px);
    color-scheme: light;
    display: block;
    /* The content of a size container does not determine its width. Layouts that need it (a centered item, a float) use these values. */
    container-type: inline-size;
    contain-intrinsic-inline-size: 18rem;
    min-inline-size: min(100%, var(--recognize-width, 27rem), 22rem);
    color: var(--_text);
    overflow-wrap: anywhere;
    font: var(--recognize-font, 400 1rem / 1.5 system-ui, sans-serif);
    max-inline-size: var(--recognize-width, 27rem);
  }
  :host([hidden]) {
    display: none;
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme='light'])) {
      ${dark}
    }
  }
  :host([theme='dark']) {
    ${dark}
  }
  /* Quiet text and all lines have the color of the text, in each theme and also where the page has set others. */
  @media (prefers-contrast: more) {
    :host(:is([theme], :not([theme]))) {
      --_quiet: var(--_text);
      --_line: var(--_text);
      --_border: var(--_text);
    }
  }
`;
