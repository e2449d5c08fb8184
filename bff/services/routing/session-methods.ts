import type { PaymentMethod } from "../../contract.ts";
import type { SessionRow } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { amountOf } from "../rows/amount.ts";
import { readMethods } from "../rows/session-columns.ts";
import { type EligibleMethods, eligibleMethods } from "./eligible-methods.ts";

/** What can be offered for a stored session under the configuration of today. */
export function methodsForSession(
  context: Pick<ServiceContext, "accounts">,
  session: SessionRow,
): EligibleMethods {
  return eligibleMethods(context, {
    amount: amountOf(session),
    country: session.country,
    methods: readMethods(session),
  });
}

export function methodsOffered(
  context: Pick<ServiceContext, "accounts">,
  session: SessionRow,
): PaymentMethod[] {
  return [...methodsForSession(context, session).eligible.keys()];
}
