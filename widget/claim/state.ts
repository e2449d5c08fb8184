/** What the claim page shows, and what changes it. Pure. */
import type { ClaimMethod, ClaimView } from "../../bff/contract.ts";
import type { Problem } from "../net/problem.ts";
import { type FieldFault, type FieldName, faultsOf, type Typed } from "./form.ts";

export type Screen =
  | "loading"
  /** The claim could not be read. */
  | "broken"
  | "form"
  | "review"
  /** It was claimed, or can be no longer: `claim.status` says which. */
  | "status";

export interface ClaimState {
  readonly screen: Screen;
  readonly claim: ClaimView | null;
  /** The chosen way's `accountType`; null while none is. */
  readonly chosen: string | null;
  readonly typed: Typed;
  readonly faults: Readonly<Partial<Record<FieldName, FieldFault>>>;
  /** A request runs. */
  readonly busy: boolean;
  readonly problem: Problem | null;
}

export const firstState: ClaimState = {
  screen: "loading",
  claim: null,
  chosen: null,
  typed: {},
  faults: {},
  busy: true,
  problem: null,
};

export function methodOf({ claim, chosen }: ClaimState): ClaimMethod | null {
  return claim?.methods.find(({ accountType }) => accountType === chosen) ?? null;
}

/** The server's newest words. What was typed stays while the claim is still open. */
export function withClaim(state: ClaimState, claim: ClaimView): ClaimState {
  const isOpen = claim.closed === null;
  const screen = !isOpen ? "status" : state.screen === "review" ? "review" : "form";
  const isKnown = claim.methods.some(({ accountType }) => accountType === state.chosen);
  const chosen = isKnown ? state.chosen : (claim.methods[0]?.accountType ?? null);
  const typed = isOpen ? state.typed : {};
  return { ...state, screen, claim, chosen, typed, busy: false, problem: null };
}

export function choose(state: ClaimState, accountType: string): ClaimState {
  const { accountNumber: _number, bankCode: _code, ...others } = state.typed;
  return accountType === state.chosen ? state : { ...state, chosen: accountType, typed: others, faults: {} };
}

export function type(state: ClaimState, name: FieldName, text: string): ClaimState {
  return { ...state, typed: { ...state.typed, [name]: text } };
}

/** The fault of one field, as the customer leaves it. An empty one is not held against them yet. */
export function leaveField(state: ClaimState, name: FieldName): ClaimState {
  const method = methodOf(state);
  if (method === null) return state;
  const { [name]: old, ...others } = state.faults;
  const fault = faultsOf(method, state.typed)[name];
  const isHeld = fault !== undefined && (fault !== "required" || old === "required");
  return { ...state, faults: isHeld ? { ...others, [name]: fault } : others };
}

/** To the last step, or back to what is wrong. */
export function review(state: ClaimState): ClaimState {
  const method = methodOf(state);
  if (method === null || state.busy) return state;
  const faults = faultsOf(method, state.typed);
  const isRight = Object.keys(faults).length === 0;
  return { ...state, faults, problem: null, screen: isRight ? "review" : "form" };
}

const fieldNames: readonly FieldName[] = ["accountNumber", "bankCode", "bankName", "name", "phone", "email"];

/** After a refusal: to the fields that the server names, else the problem stands where the customer is. */
export function refused(state: ClaimState, problem: Problem): ClaimState {
  const wrong = fieldNames.filter((name) => problem.fields.includes(`beneficiary.${name}`));
  const faults = Object.fromEntries(wrong.map((name) => [name, "other" as const]));
  const isField = wrong.length > 0;
  return {
    ...state,
    screen: isField ? "form" : state.claim === null ? "broken" : state.screen,
    faults: isField ? faults : state.faults,
    problem: isField ? null : problem,
    busy: false,
  };
}

const dayMs = 24 * 60 * 60 * 1_000;

/** How long it can still be claimed, in milliseconds; null where it cannot be, or where it is not yet known. */
export function leftOf({ claim }: ClaimState, now: number): number | null {
  const left = claim?.closed === null ? Date.parse(claim.expiresAt) - now : 0;
  return left > 0 ? left : null;
}

/** Whether each second is shown. A longer time is shown in days and hours. */
export function isCountedDown(state: ClaimState, now: number): boolean {
  const left = leftOf(state, now);
  return left !== null && left < dayMs;
}

/** Whether another look may say something else: it can still be claimed, or is under way. */
export function mayHaveChanged(state: ClaimState): boolean {
  return state.claim?.closed === null || isUnderWay(state);
}

/** Whether the refund may still change by itself, so that asking again says something new. */
export function isUnderWay({ claim }: ClaimState): boolean {
  return claim !== null && ["awaiting_approval", "creating", "unknown", "pending"].includes(claim.status);
}
