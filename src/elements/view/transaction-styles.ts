import { css } from 'lit';

/** What is signed. */
export const transactionStyles = css`
  [part='transaction'] {
    inline-size: 100%;
    padding: 0.9rem 1rem;
    border-radius: calc(var(--_radius) - 6px);
    background: var(--_raised);
    text-align: start;
  }
  .field {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    padding-block-start: 0.35rem;
  }
  /* Spaces are shown as they are signed. */
  dt,
  dd {
    white-space: pre-wrap;
  }
  dt {
    color: var(--_quiet);
    max-inline-size: 60%;
    overflow-wrap: break-word;
  }
  dd {
    flex: 1;
    min-inline-size: 40%;
    font-weight: 600;
    text-align: end;
  }
  .amount {
    padding-block: 0.5rem 0.6rem;
    margin-block-end: 0.25rem;
    border-block-end: 1px solid var(--_line);
  }
  .amount dt {
    max-inline-size: none;
    font-size: 0.875rem;
  }
  .amount dd {
    font-size: clamp(1.5rem, 9cqi, 2.25rem);
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    line-height: 1.2;
    text-align: start;
    /* Lines end between words and between groups of digits first. */
    overflow-wrap: break-word;
  }
  /* Beside a picture of the camera. */
  .running .amount {
    padding-block: 0.25rem 0.4rem;
  }
  .running .amount dd {
    font-size: clamp(1.25rem, 7cqi, 1.5rem);
  }
  /* Large text on a narrow screen: names above values. */
  @container (max-width: 15rem) {
    [part='transaction'] {
      padding-inline: 0.75rem;
    }
    .field {
      display: block;
    }
    dt {
      max-inline-size: none;
    }
    .field dd {
      text-align: start;
    }
    .amount dd,
    .running .amount dd {
      font-size: 1.125rem;
    }
  }
`;
