import { say } from "../details.ts";
import { type Amount, formatDecimal, isSameAmount } from "../money.ts";
import type { Classified } from "./classify-report.ts";

/**
 * The merchant may have changed what is to be paid since the payment was started. Money for the old amount pays the order
 * in full, but not the session: a success then becomes one of too little or too much, which a person looks at.
 *
 * @param due what the session is to be paid with now; null where another payment has paid it.
 *
 * Source: docs/lifecycle.md#a-session-is-changed
 */
export function againstDue(
  classified: Classified,
  { ordered, due }: { readonly ordered: Amount; readonly due: Amount | null },
): Classified {
  if (due === null || isSameAmount(ordered, due)) return classified;
  const { fact } = classified;
  if (fact !== "paid_exact" && fact !== "paid_less" && fact !== "paid_more") return classified;
  const detail = say("amount_changed", {
    ordered: formatDecimal(ordered.minor, ordered.decimals),
    due: formatDecimal(due.minor, due.decimals),
  });
  const received = classified.receivedMinor ?? ordered.minor;
  return { ...classified, fact: received < due.minor ? "paid_less" : "paid_more", detail };
}
