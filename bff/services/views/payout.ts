import type { Payout } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import { toIsoTime } from "../../core/clock.ts";
import { toMoney } from "../../core/money.ts";
import { isReversalInDoubt } from "../../core/payout/assertions.ts";
import { readPayoutExceptions } from "../../core/payout/status.ts";
import type { PayoutRow } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import { openNote } from "../rows/notes.ts";
import { nothingSaid, providerDetailsView } from "../rows/provider-details.ts";
import { createFieldReader, type Reading } from "../rows/readable-fields.ts";
import { type TimelineRows, timelineView } from "./timeline.ts";

/**
 * A payout as merchants see it. The beneficiary is left out: the merchant knows it, so it stays sealed.
 *
 * @param options.timeline to be shown with it
 */
export function payoutView(
  context: ServiceContext,
  row: PayoutRow,
  options: { readonly timeline?: TimelineRows; readonly reading?: Reading } = {},
): Payout {
  const { timeline, reading = "whole" } = options;
  const fields = createFieldReader(context, { id: row.id, reading });
  const view: Payout = {
    id: row.id,
    object: "payout",
    status: row.status,
    exceptions: fields.read("exceptions", () => readPayoutExceptions(row), []),
    ...(isReversalInDoubt(row) ? { inDoubt: "reversal" } : {}),
    account: row.account_id,
    amount: toMoney(amountOf(row)),
    reference: row.reference,
    channel: row.channel,
    orderNo: row.order_no,
    providerOrderId: row.provider_order_id,
    failure:
      row.failure_code === null || row.status !== "failed"
        ? null
        : { code: row.failure_code, retryable: row.failure_retryable === 1 },
    providerDetails: fields.read("providerDetails", () => providerDetailsView(context, row), nothingSaid),
    createdAt: toIsoTime(row.created_at),
    ...(row.erasure === "erased" ? { erased: true } : {}),
  };
  if (timeline === undefined) return { ...view, ...fields.leftOut() };
  const open = (sealed: string) =>
    fields.read("timeline", () => openNote(context, "payout", { id: row.id, sealed }), null);
  return { ...view, timeline: timelineView(timeline, open), ...fields.leftOut() };
}
