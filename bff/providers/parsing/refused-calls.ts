/** What a refusal or a call that was never sent means for the caller: alike for all providers. */
import type {
  CreateResult,
  PayoutResult,
  ProviderDetails,
  QueryResult,
  UnknownOutcome,
} from "../contract.ts";
import type { RefusalSubject } from "./refusal-words.ts";

/** The results that the creation of a payment and of a payout have in common. */
type NotAccepted = Exclude<CreateResult, { kind: "accepted" }>;

/** A refusal as the provider worded it. */
export interface WordedRefusal {
  readonly subject: RefusalSubject;
  readonly details?: ProviderDetails | undefined;
}

/** The connection was never made, so another account may be called. */
export const creationNotSent: NotAccepted = {
  kind: "refused",
  code: "provider_unreachable",
  retryable: true,
  alarm: false,
};

/** A query that could not be sent: no news of the order. */
export const queryNotSent = {
  kind: "unknown",
  cause: "connection_lost",
} as const satisfies UnknownOutcome;

/** An answer that cannot be read, or that is about another order: no news of the order. */
export const unreadable = { kind: "unknown", cause: "unreadable_answer" } as const satisfies UnknownOutcome;

/** A provider that answered "no" to a creation. "We have that one already" is no "no": there is an order. */
export function refuseCreation({ subject, details }: WordedRefusal): NotAccepted {
  const said = saying(details);
  const refused = (code: string, alarm = false): NotAccepted => ({
    kind: "refused",
    code,
    // Another account or method may well serve the same customer, whatever this one objects to.
    retryable: true,
    alarm,
    ...said,
  });
  switch (subject) {
    case "duplicate":
      return { kind: "unknown", cause: "duplicate_order", ...said };
    case "doubt":
      return { kind: "unknown", cause: "unclear_refusal", ...said };
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

/**
 * A provider that answered "no" to a payout, in words that its documentation does not have. They do not prove that no
 * money leaves, and whoever reads "failed" sends it again: so a query decides.
 *
 * Source: docs/rules.md#rule-15-not-found-and-refused-must-come-from-the-provider
 */
export function doubtPayout({ subject, details }: WordedRefusal): PayoutResult {
  return {
    kind: "unknown",
    cause: subject === "duplicate" ? "duplicate_order" : "unclear_refusal",
    ...(subject === "credentials" ? { alarmCode: "signature_refused" } : {}),
    ...saying(details),
  };
}

/** A provider that answered "no" to a query about an order. */
export function refuseQuery(refusal: WordedRefusal): QueryResult {
  const { subject, details } = refusal;
  if (subject === "not_found") return { kind: "not_found" };
  if (subject === "doubt") return { kind: "unknown", cause: "unclear_refusal", ...saying(details) };
  return { ...refuseCall(refusal), ...saying(details) };
}

/** A provider that answered "no" to a call that is about no order, such as one for the balance. */
export function refuseCall({ subject }: WordedRefusal): RefusedCall {
  const alarm = subject === "credentials";
  return { kind: "refused", code: alarm ? "signature_refused" : "provider_refused", alarm };
}

interface RefusedCall {
  readonly kind: "refused";
  readonly code: string;
  readonly alarm: boolean;
}

/** @returns an object to be spread: without the property where nothing was said. */
export function saying(details: ProviderDetails | undefined): { readonly details?: ProviderDetails } {
  return details === undefined ? {} : { details };
}
