import { css, html, nothing, type TemplateResult } from "lit";
import type { Screen } from "../machine/screen.ts";
import { problemKind } from "../net/problem.ts";
import type { View } from "../view.ts";
import { heading, hostedLink, otherMethodButton, primaryButton, requestNumber, shopLink } from "./pieces.ts";

/** An error prevents paying: its message, the request id for support, and a button to continue. */
export function renderError(view: View, screen: Extract<Screen, { name: "error" }>): TemplateResult {
  const { messages } = view.language;
  const { problem, canChoose } = screen;
  const kind = problemKind(problem);
  const isPaying = !canChoose && !!view.state.session?.payment;
  const again = () => view.send({ type: "try-again" });
  return html`
    <div class="badge bad" aria-hidden="true">!</div>
    <div class="center">
      ${heading(messages.error)}
      <p class="muted">${messages.errors[kind]}</p>
      ${isPaying ? html`<p class="muted">${messages.lateNote}</p>` : nothing}
      ${requestNumber(view, problem.requestId)}
    </div>
    ${
      canChoose
        ? otherMethodButton(view, true)
        : primaryButton(view, { text: messages.tryAgain, onClick: again })
    }
    ${kind === "page" ? hostedLink(view) : nothing} ${shopLink(view)}
  `;
}

export const errorStyles = css`
  .badge {
    display: grid;
    place-items: center;
    justify-self: center;
    width: 64px;
    height: 64px;
    border-radius: 50%;
    background: var(--_soft);
    color: var(--_muted);
    font-size: 32px;
    font-weight: 600;
  }
  .badge > * {
    width: 1em;
    height: 1em;
  }
  .badge.bad {
    background: var(--_danger-tint);
    color: var(--_danger);
  }
  .center {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    text-align: center;
  }
  @media (forced-colors: active) {
    .badge {
      border: 2px solid CanvasText;
    }
  }
`;
