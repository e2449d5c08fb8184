import { css, html, type TemplateResult } from "lit";
import type { FirstView } from "../view.ts";

/** The skeleton: grey bars in place of the content. */
export function renderLoading(view: FirstView): TemplateResult {
  return html`
    <p class="sr">${view.language.messages.loading}</p>
    <div class="bone title" part="skeleton" aria-hidden="true"></div>
    <div class="bones" aria-hidden="true">
      <div class="bone row" part="skeleton"></div>
      <div class="bone row" part="skeleton"></div>
      <div class="bone row" part="skeleton"></div>
    </div>
    <div class="bone row" part="skeleton" aria-hidden="true"></div>
  `;
}

export const loadingStyles = css`
  .bone {
    height: 20px;
    border-radius: var(--_small-radius);
    background: var(--_soft);
  }
  .bones {
    display: grid;
    gap: var(--_gap);
  }
  .bone.title {
    width: 55%;
  }
  .bone.wide {
    width: 70%;
    height: 36px;
    margin: 6px 0;
  }
  .bone.row {
    height: var(--_method-height);
  }
  @media (prefers-reduced-motion: no-preference) {
    .bone {
      animation: breathe 1.4s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
  }
`;
