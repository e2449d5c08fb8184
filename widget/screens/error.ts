import { css, html, type TemplateResult } from "lit";
import type { Screen } from "../machine/screen.ts";
import { problemKind } from "../net/problem.ts";
import type { View } from "../view.ts";
import { heading, otherMethodButton, primaryButton, requestNumber } from "./pieces.ts";

/** An error prevents paying: its message, the request id for support, and a button to continue. */
export function renderError(view: View, screen: Extract<Screen, { name: "error" }>): TemplateResult {
  const { messages } = view.language;
  const { problem, canChoose } = screen;
  const again = () => view.send({ type: "try-again" });
  return html`
    <div class="badge bad" aria-hidden="true">!</div>
    <div class="center">
      ${heading(messages.error)}
      <p class="muted">${messages.errors[problemKind(problem)]}</p>
      ${requestNumber(view, problem.requestId)}
    </div>
    ${
      canChoose
        ? otherMethodButton(view, true)
        : primaryButton(view, { text: messages.tryAgain, onClick: again })
    }
  `;
}

export const errorStyles = css`
  .badge {
    display: grid;
    place-items: center;
    justify-self: center;
    inline-size: 4rem;
    block-size: 4rem;
    margin-block-start: 0.5rem;
    border-radius: 50%;
    background: var(--_soft);
    color: var(--_muted);
    font-size: 2rem;
    font-weight: 600;
  }
  .badge svg,
  .badge .spinner {
    inline-size: 2rem;
    block-size: 2rem;
  }
  .badge.bad {
    background: color-mix(in srgb, var(--_danger) 12%, var(--_surface));
    color: var(--_danger);
  }
  .center {
    display: grid;
    gap: 0.5rem;
    text-align: center;
  }
  @media (forced-colors: active) {
    .badge {
      border: 2px solid CanvasText;
    }
  }
`;
