/** Checks everything that can be refused before anything is written, and builds the payment to open. */
import type { Payer, PaymentMethod } from "../../contract.ts";
import { type Failure, fail, type Result, succeed } from "../../core/errors.ts";
import type { SessionRecord } from "../../core/records.ts";
import type { PayerDetails } from "../../providers/contract.ts";
import type { ServiceContext } from "../context.ts";
import type { EligibleMethods, Offer } from "../routing/eligible-methods.ts";
import { payerErrors, payerOf } from "../routing/payer-details.ts";
import { methodsForSession } from "../routing/session-methods.ts";
import { createFieldReader } from "../rows/readable-fields.ts";
import { readCustomer } from "../rows/session-columns.ts";
import { type NewPayment, newPayment } from "./new-payment.ts";

/** A payment that can be started, and the other accounts that can take it. */
export interface Prepared {
  readonly session: SessionRecord;
  readonly payer: PayerDetails;
  readonly first: NewPayment;
  readonly firstOffer: Offer;
  /** In the order in which they are tried. */
  readonly others: readonly Offer[];
}

const cannotBeRead = fail("method_not_available", "No method can be offered for this session.", [
  { path: "method", message: "cannot be offered for this session" },
]);

/** Pure except for random ids. Errors: `method_not_available`, `validation_failed`. */
export function preparePayment(
  context: ServiceContext,
  session: SessionRecord,
  input: { readonly method: PaymentMethod; readonly payer?: Payer | undefined },
): Result<Prepared> {
  const fields = createFieldReader(context, { id: session.id, reading: "readable" });
  const methods = fields.read("methods", () => methodsForSession(context, session), null);
  const customer = fields.read("customer", () => readCustomer(context, session), undefined);
  // Which methods the merchant allows, or who pays, is nothing to guess.
  if (methods === null || customer === undefined) return cannotBeRead;
  const all = methods.eligible.get(input.method) ?? [];
  const [firstOffer, ...others] = preferred(context, all);
  if (firstOffer === undefined) return notOffered(methods, input.method);
  const payer = payerOf(customer, input.payer);
  const errors = payerErrors(firstOffer, payer);
  if (errors.length > 0) {
    return fail("validation_failed", "The payer's details are missing or wrong.", errors);
  }
  const usable = others.filter((offer) => payerErrors(offer, payer).length === 0);
  const first = newPayment(context, { session, offer: firstOffer, payer });
  return succeed({ session, payer, first, firstOffer, others: usable });
}

/**
 * In the order of the configuration, but with accounts whose circuit is open last. When all are open, the first
 * of them is still tried.
 */
function preferred(context: ServiceContext, offers: readonly Offer[]): Offer[] {
  const isCircuitOpen = (offer: Offer) => context.circuits.stateOf(offer.account.id, "create") === "open";
  return [...offers.filter((offer) => !isCircuitOpen(offer)), ...offers.filter(isCircuitOpen)];
}

function notOffered(methods: EligibleMethods, method: PaymentMethod): Failure {
  const reason = methods.objections.get(method);
  const detail =
    reason === undefined
      ? "The method is not offered for this session."
      : `The method is not offered for this session: ${reason}.`;
  return fail("method_not_available", detail, [{ path: "method", message: reason ?? "is not offered" }]);
}
