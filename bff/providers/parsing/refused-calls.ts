/** What a refusal or a call that was never sent means for the one who asked: alike for all providers. */
import type { CreateResult, ProbeResult, QueryResult } from "../contract.ts";
import type { RefusalSubject } from "./refusal-words.ts";

/** The results that the creation of a payment and of a payout have in common. */
type NotAccepted = Exclude<CreateResult, { kind: "accepted" }>;

/** The connection was never made, so another account may be asked. */
export const creationNotSent: NotAccepted = {
  kind: "refused",
  code: "provider_unreachable",
  retryable: true,
  alarm: false,
};

/** A provider that answered "no" to a creation. "We have that one already" is no "no": there is an order. */
export function refuseCreation(subject: RefusalSubject): NotAccepted {
  const refused = (code: string, alarm = false): NotAccepted => ({
    kind: "refused",
    code,
    // Another account or method may well serve the same customer, whatever this one objects to.
    retryable: true,
    alarm,
  });
  switch (subject) {
    case "duplicate":
      return { kind: "unknown", cause: "duplicate_order" };
    case "credentials":
      return refused("signature_refused", true);
    case "no_capacity":
      return refused("no_capacity");
    case "amount":
      return refused("amount_refused");
    case "not_found":
    case "other":
      return refused("provider_refused");
    default:
      return subject satisfies never;
  }
}

/** A provider that answered "no" to a question about an order. */
export function refuseQuery(subject: RefusalSubject): QueryResult {
  return subject === "not_found" ? { kind: "not_found" } : refuseCall(subject);
}

/** A provider that answered "no" to a call that is about no order, such as one for the balance. */
export function refuseCall(subject: RefusalSubject): RefusedCall {
  const alarm = subject === "credentials";
  return { kind: "refused", code: alarm ? "signature_refused" : "provider_refused", alarm };
}

interface RefusedCall {
  readonly kind: "refused";
  readonly code: string;
  readonly alarm: boolean;
}

type FailedCall =
  | { readonly kind: "refused"; readonly subject: RefusalSubject }
  | { readonly kind: "not_sent" | "unknown"; readonly cause: string };

/** What a call that failed says about the account, where the call was made to test it. */
export function failedProbe(call: FailedCall): ProbeResult {
  if (call.kind !== "refused") return { kind: "not_reached", cause: call.cause };
  const { code, alarm } = refuseCall(call.subject);
  return { kind: alarm ? "wrong_credentials" : "unexpected", code };
}

/** A question that could not be put: no news of the order. */
export const questionNotSent: { readonly kind: "unknown"; readonly cause: "connection_lost" } = {
  kind: "unknown",
  cause: "connection_lost",
};
