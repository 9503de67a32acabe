import { css } from 'lit';

/** The pictures of the start screen, and the settings of the camera. */
export const cameraStyles = css`
  .tips {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0.5rem;
    inline-size: 100%;
    list-style: none;
    font-size: 0.875rem;
    line-height: 1.3;
  }
  .tips li {
    display: grid;
    justify-items: center;
    align-content: start;
    gap: 0.25rem;
    text-wrap: balance;
  }
  .tips .picture {
    inline-size: 4.5rem;
    max-inline-size: 100%;
    block-size: auto;
  }
  .tips .filled {
    fill: var(--_accent);
  }
  .tips .badge {
    fill: var(--_surface);
    stroke: var(--_accent);
    stroke-width: 4;
  }
  :host([compact]:not([compact='false' i])) .tips .picture {
    inline-size: 3rem;
  }
  /* Large text on a narrow screen: in three columns, each line would have room for two letters. */
  @container (max-width: 15rem) {
    .tips,
    .tips li {
      grid-template-columns: minmax(0, 1fr);
    }
    .tips .picture {
      inline-size: 3rem;
    }
  }
  /* Below the hint. It takes no height, so that the hint does not move when the download turns out to be slow. */
  .downloaded {
    display: block;
    line-height: 1;
    margin-block-end: -1em;
    font-size: 0.875rem;
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .camera-settings {
    inline-size: 100%;
    font-size: 0.875rem;
  }
  .camera-settings[inert] {
    visibility: hidden;
  }
  .camera-settings summary {
    inline-size: fit-content;
    margin-inline: auto;
    padding: 0.6rem 0.75rem;
    border-radius: 999px;
    cursor: pointer;
    color: var(--_quiet);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .camera-settings summary:focus-visible,
  .camera-settings select:focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  .camera-settings label {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
  }
  .camera-settings select {
    font: inherit;
    color: inherit;
    background: var(--_raised);
    border: 1px solid var(--_quiet);
    border-radius: 10px;
    min-block-size: 2.75rem;
    min-inline-size: 0;
    max-inline-size: 100%;
    padding-inline: 0.5rem;
  }
  .camera-settings input {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    accent-color: var(--_accent);
  }
  .shutter-place {
    inline-size: 100%;
    text-align: center;
  }
  .shutter-place :disabled {
    visibility: hidden;
  }
  @media (forced-colors: active) {
    .tips .filled {
      fill: CanvasText;
    }
    .tips .badge {
      fill: Canvas;
      stroke: CanvasText;
    }
  }
`;
