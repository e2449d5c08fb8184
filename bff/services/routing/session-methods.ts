import type { PaymentMethod } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import type { SessionRow } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { readMethods } from "../rows/session-columns.ts";
import { type EligibleMethods, eligibleMethods } from "./eligible-methods.ts";

/** The methods and accounts that the current configuration offers for a stored session. */
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
