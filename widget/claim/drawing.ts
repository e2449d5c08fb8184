/** What all screens of the claim page share. */
import { html, nothing, type TemplateResult } from "lit";
import { fill } from "../i18n/text.ts";
import { type Problem, problemKind } from "../net/problem.ts";
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
    ${sentencesOf(language, state, state.problem)}
    ${requestId(language, state)}
  </div>`;
}

/** Refusals that every further try would meet: what stands in the way is the shop's, so only the shop can help. */
const ofTheShop: ReadonlySet<string> = new Set([
  "payout_limit_exceeded",
  "account_not_configured",
  "claim_closed",
]);

function sentencesOf({ messages, texts }: ClaimLanguage, { claim }: ClaimState, problem: Problem): Piece {
  if (!ofTheShop.has(problem.code) || claim === null)
    return html`<p>${messages.errors[problemKind(problem)]}</p>`;
  const { name: merchant } = claim.merchant;
  return html`<p><b>${texts.failed}</b></p><p>${fill(messages.reversedNote, { merchant })}</p>`;
}

export function requestId({ messages }: ClaimLanguage, { problem }: ClaimState): Piece {
  if (problem?.requestId === undefined || problem.requestId === null) return nothing;
  return html`<p class="muted small">${fill(messages.requestId, { id: problem.requestId })}</p>`;
}

export const heading = (text: string) => html`<h1 id="heading" tabindex="-1">${text}</h1>`;
