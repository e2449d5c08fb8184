import type { Failure } from "../errors.ts";
import type { PayoutRecord } from "../records.ts";
import type { PayoutFact } from "./facts.ts";

/**
 * What happens to an approved payout that a process is about to send. Between the approval and this, the payment of the
 * refund that it carries may have been reversed: then nothing is sent.
 *
 * @param ofRefund what speaks against sending the refund; null where nothing does, or where the payout carries none.
 */
export function handOver({ send_pending }: PayoutRecord, ofRefund: Failure | null): PayoutFact {
  const isHeldBack = send_pending === 1 && ofRefund !== null;
  return isHeldBack ? { kind: "held_back", objection: ofRefund.code } : { kind: "handed_over" };
}
