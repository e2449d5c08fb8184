/** Nothing is over before its time, whatever a clock said (rules 9 and 23). */
import type { Records } from "./records.ts";

/** Every method of this world holds its order for an hour. */
const ordersLastMs = 60 * 60_000;
/** A clock that is so little ahead is not noticed. */
const slackMs = 11 * 60_000;

export function earlyEndInvariants(records: Records): string[] {
  return records.moves.flatMap(({ id, orderNo, to, at }) => {
    const order = records.orders.find((candidate) => candidate.orderNo === orderNo);
    if (to !== "expired" || order === undefined) return [];
    const earlyMs = order.createdAt + ordersLastMs - slackMs - at;
    return earlyMs > 0 ? [`payment ${id} expired ${earlyMs + slackMs} ms before its time`] : [];
  });
}
