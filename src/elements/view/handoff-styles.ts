import { css } from 'lit';

/** QR code, link and code on the desktop; the field for the code on the phone. */
export const handoffStyles = css`
  .qr {
    inline-size: min(100%, 15rem, max(9rem, 35svh));
    aspect-ratio: 1;
    border-radius: 12px;
    /* Scanners need dark modules on white, also in a dark theme and with forced colors. */
    forced-color-adjust: none;
  }
  .qr .paper {
    fill: #fff;
  }
  .qr .ink {
    fill: #000;
    shape-rendering: crispEdges;
  }
  .link {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    inline-size: min(100%, 24rem);
  }
  .link input {
    flex: 1 1 10rem;
    min-inline-size: 0;
    text-overflow: ellipsis;
  }
  .link button {
    flex: 1 0 auto;
  }
  .link input,
  .digits input {
    font: inherit;
    color: inherit;
    background: var(--_raised);
    border: 1px solid var(--_border);
    border-radius: 10px;
    padding: 0.5rem 0.75rem;
    min-block-size: 2.75rem;
  }
  .code {
    font-size: 2.5rem;
    font-weight: 700;
    line-height: 1.1;
    letter-spacing: 0.12em;
    font-variant-numeric: tabular-nums;
  }
  .source {
    font-weight: 600;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .digits {
    display: grid;
    justify-items: center;
    gap: 0.6rem;
    inline-size: 100%;
  }
  .digits label {
    font-weight: 600;
  }
  .digits input {
    inline-size: 6rem;
    font-size: 1.75rem;
    text-align: center;
    letter-spacing: 0.12em;
  }
  .wrong {
    color: var(--_danger);
  }
  .wrong:empty {
    display: none;
  }
`;
