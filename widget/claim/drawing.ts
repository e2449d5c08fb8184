/** What all screens of the claim page share. */
import { html, nothing, type TemplateResult } from "lit";
import { fill } from "../i18n/text.ts";
import { problemKind } from "../net/problem.ts";
import type { FieldName } from "./form.ts";
import type { ClaimLanguage } from "./language.ts";
import type { ClaimState } from "./state.ts";

export interface Actions {
  readonly choose: (accountType: string) => void;
  readonly type: (name: FieldName, text: string) => void;
  readonly leave: (name: FieldName) => void;
  readonly review: () => void;
  readonly change: () => void;
  readonly confirm: () => void;
  readonly reload: () => void;
}

export interface Drawing {
  readonly state: ClaimState;
  readonly language: ClaimLanguage;
  readonly actions: Actions;
  /** Epoch ms. */
  readonly now: number;
  /** As in `ClaimPageOptions`. */
  readonly allowHttp: boolean;
}

export type Piece = TemplateResult | typeof nothing;

export function notice({ state, language }: Drawing): Piece {
  if (state.problem === null) return nothing;
  return html`<div class="notice" role="alert">
    <p>${language.messages.errors[problemKind(state.problem)]}</p>
    ${requestId(language, state)}
  </div>`;
}

export function requestId({ messages }: ClaimLanguage, { problem }: ClaimState): Piece {
  if (problem?.requestId === undefined || problem.requestId === null) return nothing;
  return html`<p class="muted small">${fill(messages.requestId, { id: problem.requestId })}</p>`;
}

export const heading = (text: string) => html`<h1 id="heading" tabindex="-1">${text}</h1>`;
