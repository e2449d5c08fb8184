/** While a true callback that money moved stands, nobody is told that it did not (rule 14). */
import type { Records } from "./records.ts";

const endsWithoutMoney: ReadonlySet<string> = new Set(["failed", "canceled", "expired"]);

export function assertionInvariants(records: Records): string[] {
  return records.moves.flatMap(({ id, orderNo, to, at }) => {
    if (!endsWithoutMoney.has(to)) return [];
    const order = records.orders.find((candidate) => candidate.orderNo === orderNo);
    const isAsserted = order?.assertions.some(
      ({ since, until }) => since < at && (until === null || at < until),
    );
    return isAsserted === true && isJudged(records, id, to)
      ? [`${id} became ${to} after a callback had told that its money moved`]
      : [];
  });
}

/** A person may decide otherwise. That nobody may cancel is judged where it is switched on. */
function isJudged({ timeline, drawn }: Records, id: string, to: string): boolean {
  const causes = timeline
    .filter((entry) => entry.payment_id === id && entry.to_status === to)
    .map((entry) => entry.cause);
  return !causes.includes("operator") && (!causes.includes("cancel") || drawn.includes("cancelsWhilePaid"));
}
