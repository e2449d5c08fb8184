import { css, html, nothing, type TemplateResult } from "lit";
import { type Problem, problemKind } from "../net/problem.ts";
import type { FirstView } from "../view.ts";
import { heading, hostedLink, primaryButton, requestNumber } from "./pieces.ts";

/**
 * "Try again", unless the token is refused. The hosted page may work where this page or its policy keeps the browser from
 * the BFF. What the page has put between the tags is the last way.
 */
function renderWaysOn(view: FirstView, kind: ReturnType<typeof problemKind>): TemplateResult {
  const onClick = () => view.send({ type: "try-again" });
  return html`
    ${kind === "token" ? nothing : primaryButton(view, { text: view.language.messages.tryAgain, onClick })}
    ${kind === "network" || kind === "unknown" || kind === "page" ? hostedLink(view) : nothing}
    <slot></slot>
  `;
}

/**
 * An error prevents paying: its message, the request id for support, and a button to continue.
 * @param wayOn the button; by default the one that tries again
 */
export function renderError(view: FirstView, problem: Problem, wayOn?: TemplateResult): TemplateResult {
  const { messages } = view.language;
  const kind = problemKind(problem);
  return html`
    <div class="badge bad" part="badge" aria-hidden="true">!</div>
    <div class="center">
      ${heading(messages.error)}
      <p class="muted">${messages.errors[kind]}</p>
      ${requestNumber(view, problem.requestId)}
    </div>
    ${wayOn ?? renderWaysOn(view, kind)}
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
