import type { Payout } from "../../contract.ts";
import { toIsoTime } from "../../core/clock.ts";
import { toMoney } from "../../core/money.ts";
import { readPayoutExceptions } from "../../core/payout/status.ts";
import type { PayoutRow } from "../../storage/repositories/payouts.ts";
import type { ServiceContext } from "../context.ts";
import { amountOf } from "../rows/amount.ts";
import { openNote } from "../rows/notes.ts";
import { providerDetailsView } from "../rows/provider-details.ts";
import { type TimelineRows, timelineView } from "./timeline.ts";

/** A payout as merchants see it. The beneficiary is left out: the merchant knows it, so it stays sealed. */
export function payoutView(context: ServiceContext, row: PayoutRow, timeline?: TimelineRows): Payout {
  const view: Payout = {
    id: row.id,
    object: "payout",
    status: row.status,
    exceptions: readPayoutExceptions(row),
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
    providerDetails: providerDetailsView(context, row),
    createdAt: toIsoTime(row.created_at),
    ...(row.erasure === "erased" ? { erased: true } : {}),
  };
  if (timeline === undefined) return view;
  const open = (sealed: string) => openNote(context, "payout", { id: row.id, sealed });
  return { ...view, timeline: timelineView(timeline, open) };
}
