import type { PaymentMethod } from "../contract.ts";
import type { Amount } from "../core/money.ts";
import type { SessionRow } from "../storage/sessions.ts";
import type { ServiceContext } from "./context.ts";
import { type Offers, offersFor } from "./offers.ts";
import { readMethods } from "./views.ts";

export function amountOf(row: {
  readonly amount_minor: string;
  readonly currency: string;
  readonly decimals: number;
}): Amount {
  return { minor: BigInt(row.amount_minor), currency: row.currency, decimals: row.decimals };
}

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
