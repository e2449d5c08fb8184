import { css } from "lit";

/** The styles of what can be seen only after the customer has pressed something, so that the list need not wait. */
export const answers = css`
  .primary:active {
    filter: brightness(0.94);
  }
  button[aria-disabled="true"] {
    cursor: progress;
    opacity: 0.75;
  }
  .quiet:hover {
    color: var(--_text);
  }
  a.primary {
    color: var(--_on-accent);
  }
  .notice {
    padding: 12px 16px;
    border-inline-start: 4px solid var(--_danger);
    border-radius: var(--_small-radius);
    background: var(--_danger-tint);
    font-size: 0.9375em;
  }
  .notice.calm {
    border-color: var(--_control);
    background: var(--_soft);
  }
  .methods input {
    scroll-margin: 8em 0;
  }
  .spinner {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    border: 2px solid currentcolor;
    border-inline-end-color: transparent;
    border-radius: 50%;
  }
  button .spinner {
    margin-inline-end: 8px;
  }
  @media (prefers-reduced-motion: no-preference) {
    .spinner {
      animation: turn 0.9s linear infinite;
    }
    @keyframes turn {
      to {
        transform: rotate(1turn);
      }
    }
  }
  @container (max-width: 17em) {
    h2,
    p,
    .name {
      -webkit-hyphens: auto;
      hyphens: auto;
    }
  }
  @media print {
    button:not(.inline),
    .button,
    .exits,
    .inline svg {
      display: none;
    }
  }
`;
