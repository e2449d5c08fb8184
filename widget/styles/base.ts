import { css } from "lit";

/** The styles of every screen: the card, its header, text, buttons, notices. */
export const base = css`
  :host {
    display: block;
    container-type: inline-size;
    max-inline-size: var(--pay-width, 30rem);
    margin-inline: auto;
    color: var(--_text);
    font-family: var(--pay-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
    font-size: 1rem;
    line-height: 1.5;
    text-align: start;
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  .card {
    background: var(--_surface);
    border-radius: calc(var(--_radius) * 1.4);
    box-shadow: var(--_shadow);
    overflow: clip;
    overflow-wrap: anywhere;
  }
  .head {
    padding: 1.5rem 1.5rem 1.25rem;
    border-block-end: 1px solid var(--_line);
  }
  .head.bare {
    padding-block: 0;
    border: 0;
  }
  .merchant {
    font-weight: 600;
  }
  .total {
    font-size: 2rem;
    line-height: 1.2;
    font-weight: 700;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    padding: 1.5rem;
  }
  @media (prefers-reduced-motion: no-preference) {
    .body {
      animation: enter 0.24s ease-out;
    }
    @keyframes enter {
      from {
        opacity: 0;
        translate: 0 6px;
      }
    }
  }
  h2,
  h3,
  p {
    margin: 0;
  }
  h2 {
    font-size: 1.25rem;
    line-height: 1.3;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  h2:focus-visible {
    outline: none;
  }
  h3 {
    font-size: 1rem;
    font-weight: 600;
  }
  .muted {
    color: var(--_muted);
  }
  .small {
    font-size: 0.875rem;
  }
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  svg {
    display: block;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--_control);
    border-radius: var(--_small-radius);
    background: transparent;
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    transition:
      background-color 0.15s,
      border-color 0.15s,
      filter 0.15s;
  }
  button:hover,
  .button:hover {
    background: var(--_soft);
  }
  .primary,
  .primary:hover {
    inline-size: 100%;
    min-block-size: 3.25rem;
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .primary:hover {
    filter: brightness(1.08);
  }
  .primary:active {
    filter: brightness(0.94);
  }
  button[aria-disabled="true"] {
    cursor: progress;
    opacity: 0.75;
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  .quiet {
    padding-inline: 0.75rem;
    border-color: transparent;
    color: var(--_muted);
    font-weight: 500;
  }
  .quiet:hover {
    color: var(--_text);
  }
  .exits {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.25rem 0.5rem;
    margin-block-start: -0.25rem;
  }
  a {
    color: var(--_accent);
  }
  a.primary {
    color: var(--_on-accent);
  }
  .notice {
    padding: 0.75rem 1rem;
    border-inline-start: 4px solid var(--_danger);
    border-radius: var(--_small-radius);
    background: color-mix(in srgb, var(--_danger) 8%, var(--_surface));
    font-size: 0.9375rem;
  }
  .notice.calm {
    border-color: var(--_control);
    background: var(--_soft);
  }
  .spinner {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    border: 2px solid currentcolor;
    border-inline-end-color: transparent;
    border-radius: 50%;
  }
  @media (prefers-reduced-motion: no-preference) {
    .spinner {
      animation: turn 0.9s linear infinite;
    }
    @keyframes turn {
      to {
        rotate: 1turn;
      }
    }
  }
  @container (max-width: 24rem) {
    .head,
    .body {
      padding-inline: 1.125rem;
    }
    .total {
      font-size: 1.75rem;
    }
  }
  @media (forced-colors: active) {
    .card {
      border: 1px solid CanvasText;
    }
    .primary {
      border-color: ButtonText;
    }
  }
  @media print {
    button,
    .button,
    .exits {
      display: none;
    }
  }
`;
