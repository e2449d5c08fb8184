import type { PaymentMethod } from "../../contract.ts";
import type { SessionRow } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { amountOf } from "../rows/amount.ts";
import { readMethods } from "../rows/session-columns.ts";
import { type Offers, offersFor } from "./eligible-methods.ts";

/** What can be offered for a stored session under the configuration of today. */
export function offersForSession(context: Pick<ServiceContext, "accounts">, session: SessionRow): Offers {
  return offersFor(context, {
    amount: amountOf(session),
    country: session.country,
    methods: readMethods(session),
  });
}

export function methodsOffered(
  context: Pick<ServiceContext, "accounts">,
  session: SessionRow,
): PaymentMethod[] {
  return [...offersForSession(context, session).eligible.keys()];
}
