import { css } from "lit";

/** The styles of every screen: the card, its header, text, buttons. */
export const base = css`
  :host {
    display: block;
    writing-mode: horizontal-tb;
    max-width: var(--_width);
    margin: 0 auto;
    break-inside: avoid;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  .frame {
    all: initial;
    display: flow-root;
    visibility: inherit;
    pointer-events: inherit;
    width: 100%;
    max-width: var(--_width);
    margin: 0 auto;
    color-scheme: inherit;
    color: var(--_text);
    font-family: var(--pay-font, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
    font-size: var(--pay-text-size, medium);
    line-height: 1.5;
    overflow-wrap: break-word;
    -webkit-user-select: text;
    user-select: text;
    -webkit-text-size-adjust: 100%;
  }
  .strut {
    height: 0;
    overflow: hidden;
  }
  .strut::before,
  .strut::after {
    content: "";
    float: left;
    width: 280px;
  }
  .strut::after {
    width: calc(var(--_width) - 280px);
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  /* A float, because the lines of an ancestor's text-decoration and its ::first-line reach all that is in the flow. */
  .card {
    float: left;
    width: 100%;
    container-type: inline-size;
    background: var(--_surface);
    border-radius: calc(var(--_radius) * 1.4);
    box-shadow: var(--_shadow);
  }
  .head {
    padding: var(--_pad) min(5%, var(--_pad));
    border-bottom: 1px solid var(--_line);
  }
  .bare {
    padding-top: 0;
    padding-bottom: 0;
    border: 0;
  }
  .shop {
    display: flex;
    align-items: center;
  }
  .logo {
    flex: none;
    width: 40px;
    height: 40px;
    margin: 0 0 4px;
    margin-inline-end: 12px;
  }
  .sandbox {
    display: inline-block;
    margin-bottom: 8px;
    padding: 0 10px;
    border: 1px dashed;
    border-radius: 14px;
  }
  .bare .sandbox {
    margin: 12px 0 0;
  }
  .order,
  .foot {
    min-height: max(44px, 2.75em);
  }
  .order {
    margin-bottom: -12px;
  }
  .foot {
    padding: 0 min(5%, var(--_pad)) 12px;
  }
  .merchant,
  .name {
    font-weight: 600;
  }
  .total {
    font-size: max(1.125em, min(2em, 9vw));
    font-size: max(1.125em, min(2em, 9cqi));
    line-height: 1.2;
    font-weight: 700;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
  }
  .body,
  .form,
  .methods,
  .opened,
  .words {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 1.25);
  }
  .body {
    padding: var(--_pad) min(5%, var(--_pad));
  }
  @container (min-width: 44em) {
    .sheet {
      display: grid;
      grid-template: auto 1fr / minmax(0, 4fr) minmax(0, 5fr);
    }
    .head {
      border: 0;
    }
    .body {
      grid-area: 1 / 2 / 3;
      border-inline-start: 1px solid var(--_line);
    }
    .bare + .body,
    .body:first-child {
      grid-area: 1 / 1 / 3 / 3;
      border: 0;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .body {
      animation: enter 0.24s ease-out;
    }
    @keyframes enter {
      from {
        opacity: 0;
        transform: translateY(6px);
      }
    }
  }
  h2,
  p {
    margin: 0;
  }
  h2 {
    font-size: 1.25em;
    line-height: 1.3;
    font-weight: 650;
  }
  h2:focus {
    outline: none;
  }
  .muted {
    color: var(--_muted);
  }
  .small {
    font-size: 0.875em;
  }
  .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    -webkit-user-select: none;
    user-select: none;
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
    min-height: calc(var(--_height) - 8px);
    padding: 8px calc(var(--_control-pad) + 2px);
    border: 1px solid var(--_control);
    border-radius: var(--_small-radius);
    background: transparent;
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-align: center;
    -webkit-user-select: none;
    user-select: none;
    text-decoration: none;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    transition: 0.15s;
  }
  button:hover,
  .button:hover {
    background: var(--_soft);
  }
  .primary,
  .primary:hover {
    width: 100%;
    min-height: var(--_height);
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .primary:hover {
    filter: brightness(1.08);
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  .quiet {
    border-color: transparent;
    color: var(--_muted);
    font-weight: 500;
  }
  .exits {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    margin: -6px 0 -2px;
  }
  .exits > * {
    margin: 2px 4px;
  }
  a {
    color: var(--_accent);
  }
  @media (forced-colors: active) {
    .card {
      border: 1px solid CanvasText;
    }
    .primary {
      border-color: ButtonText;
    }
  }
`;
