import { css, html, nothing, svg, type TemplateResult } from "lit";
import { formatDateTime } from "../i18n/format.ts";
import { fill } from "../i18n/text.ts";
import { formatTimeLeft } from "../i18n/time-left.ts";
import type { View } from "../view.ts";

/** The time that the full ring stands for. With more time left, the ring stays full. */
const ringMs = 3_600_000;
const ringLength = 62.8;

/**
 * The remaining time by the server's clock, as digits and a ring. A page translator takes the place of text nodes that
 * Lit would go on writing to, so the text is set on the element.
 */
export function renderCountdown(view: View, expiresAt: string): TemplateResult | typeof nothing {
  if (view.leftMs === null) return nothing;
  const { messages, tag } = view.language;
  const share = Math.min(1, Math.max(0, view.leftMs / ringMs));
  const offset = (ringLength * (1 - share)).toFixed(1);
  return html`<div class="countdown" part="countdown">
    <svg viewBox="0 0 24 24" width="28" height="28" fill="none" stroke-width="2.5" aria-hidden="true">
      ${svg`<circle class="track" cx="12" cy="12" r="10"></circle>
      <circle class="rest" cx="12" cy="12" r="10" stroke-linecap="round" transform="rotate(-90 12 12)"
        stroke-dasharray=${ringLength} stroke-dashoffset=${offset}></circle>`}
    </svg>
    <div>
      <p><span class="muted">${messages.timeLeft}</span>
        <strong role="timer" aria-live="off" translate="no" .textContent=${formatTimeLeft(view.leftMs, tag)}></strong></p>
      <p class="muted small">${fill(messages.payBefore, { date: formatDateTime(expiresAt, tag) })}</p>
    </div>
  </div>`;
}

/** The line that says that the widget waits for the money, or that it is offline. */
export function renderWaiting(view: View): TemplateResult {
  const { messages } = view.language;
  return html`<p class="waiting muted" part="waiting">
    <span class="pulse" aria-hidden="true"></span>${view.isOnline ? messages.waiting : messages.offline}
  </p>`;
}

export const waitingStyles = css`
  .countdown {
    display: flex;
    align-items: center;
  }
  .countdown svg {
    flex: none;
    margin-inline-end: 14px;
  }
  .countdown strong {
    font-variant-numeric: tabular-nums;
  }
  .track {
    stroke: var(--_line);
  }
  .rest {
    stroke: var(--_accent);
  }
  .waiting {
    display: flex;
    align-items: center;
    justify-content: center;
    font-size: 0.9375em;
    text-align: center;
  }
  .pulse {
    flex: none;
    width: 10px;
    height: 10px;
    margin-inline-end: 10px;
    border-radius: 50%;
    background: var(--_accent);
  }
  @media (prefers-reduced-motion: no-preference) {
    .pulse {
      animation: pulse 1.6s ease-in-out infinite alternate;
    }
    @keyframes pulse {
      to {
        opacity: 0.25;
      }
    }
  }
`;
