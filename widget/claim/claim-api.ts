/** The two requests of the claim page. */
import type { ClaimView, SubmitClaimRequest } from "../../bff/contract.ts";
import { type Answer, createApi, readAs } from "../net/api.ts";

export interface ClaimApi {
  readonly read: (signal: AbortSignal) => Promise<Answer<ClaimView>>;
  /** May be repeated: the same data make nothing new. */
  readonly submit: (request: SubmitClaimRequest, signal: AbortSignal) => Promise<Answer<ClaimView>>;
}

const path = "/checkout/claim";

/** Whether an answer is a claim, as far as the page relies on it. */
function isClaim(value: unknown): value is ClaimView {
  return (
    typeof value === "object" &&
    value !== null &&
    "object" in value &&
    value.object === "claim" &&
    "methods" in value &&
    Array.isArray(value.methods) &&
    "amount" in value &&
    "merchant" in value
  );
}

export function createClaimApi(options: { readonly bff: string; readonly token: string }): ClaimApi {
  const { requests } = createApi({
    bff: options.bff,
    clientToken: options.token,
    fetch: (address, init) => window.fetch(address, init),
  });
  return {
    read: (signal) => requests.once(path, { method: "GET" }, signal, readAs(isClaim)),
    submit: (request, signal) => requests.post(path, request, signal, isClaim),
  };
}
