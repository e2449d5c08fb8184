import type { Refund } from "../../contract.ts";
import { amountOf } from "../../core/amount-of.ts";
import { toIsoTime } from "../../core/clock.ts";
import { toMoney } from "../../core/money.ts";
import { objectionToClaim } from "../../core/refund/decide-refund.ts";
import type { RefundRow } from "../../storage/repositories/refunds.ts";
import type { ServiceContext } from "../context.ts";
import { openNote } from "../rows/notes.ts";
import { createFieldReader, type Reading } from "../rows/readable-fields.ts";
import { type TimelineRows, timelineView } from "./timeline.ts";

/**
 * A refund as merchants see it. Where the money goes is left out, as of a payout.
 *
 * @param options.withClaimUrl whoever has the address says where the money goes: only for who made the refund or reads it
 *   by its id, and in no event and no list.
 */
export function refundView(
  context: ServiceContext,
  row: RefundRow,
  options: {
    readonly timeline?: TimelineRows;
    readonly reading?: Reading;
    readonly withClaimUrl?: boolean;
  } = {},
): Refund {
  const { timeline, reading = "whole", withClaimUrl = false } = options;
  const view: Refund = {
    id: row.id,
    object: "refund",
    session: row.session_id,
    payment: row.payment_id,
    status: row.status,
    amount: toMoney(amountOf(row)),
    reason: row.reason,
    method: row.method,
    account: row.account_id,
    channel: row.channel,
    payout: row.payout_id,
    claimUrl:
      withClaimUrl && objectionToClaim(row, context.clock.now()) === null ? claimUrlOf(context, row) : null,
    failure:
      row.failure_code === null || row.status !== "failed"
        ? null
        : { code: row.failure_code, retryable: row.failure_retryable === 1 },
    createdAt: toIsoTime(row.created_at),
    expiresAt: row.expires_at === null ? null : toIsoTime(row.expires_at),
  };
  if (timeline === undefined) return view;
  const fields = createFieldReader(context, { id: row.id, reading });
  const open = (sealed: string) =>
    fields.read("timeline", () => openNote(context, "refund", { id: row.id, sealed }), null);
  return { ...view, timeline: timelineView(timeline, open), ...fields.leftOut() };
}

/** The token stands behind `#`, so that it reaches no log. It may be from before a rotation of the encryption key. */
function claimUrlOf({ config, seal }: ServiceContext, { id, token_hash: hash }: RefundRow): string | null {
  const token = seal.claimTokens(id).find((each) => seal.hash(each) === hash);
  return token === undefined ? null : `${config.publicUrl}/claim#${token}`;
}
