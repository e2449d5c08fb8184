import type { Refund } from "../../contract.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import {
  listRefunds as listRows,
  type RefundFilter,
  refundById,
  refundOfPayout,
} from "../../storage/repositories/refunds.ts";
import { timelineOfRefund } from "../../storage/repositories/timelines.ts";
import type { ServiceContext } from "../context.ts";
import { type Page, type PageRequest, readPage } from "../rows/page.ts";
import { refundView } from "../views/refund.ts";

/**
 * One refund with its timeline.
 *
 * @param input.withClaimUrl whether the claim's page is shown while it can be used. Default true, for who made the refund.
 */
export async function readRefund(
  context: ServiceContext,
  input: { readonly refundId: string; readonly withClaimUrl?: boolean },
): Promise<Result<Refund>> {
  const { refundId, withClaimUrl = true } = input;
  const [[row], lines] = await context.database.readAll([
    refundById({ id: refundId }),
    timelineOfRefund({ refundId }),
  ]);
  if (row === undefined) return fail("not_found", "There is no such refund.");
  const timeline = { lines, refused: [] };
  return succeed(refundView(context, row, { timeline, reading: "readable", withClaimUrl }));
}

/** The refund that a request has changed: it is named by its own id, or by that of its payout. */
export async function readChangedRefund(context: ServiceContext, id: string): Promise<Result<Refund>> {
  const [carried] = id.startsWith("po_") ? await context.database.read(refundOfPayout({ payoutId: id })) : [];
  return await readRefund(context, { refundId: carried?.id ?? id });
}

/** Refunds without their timelines. */
export async function listRefunds(
  context: ServiceContext,
  input: PageRequest<RefundFilter>,
): Promise<Result<Page<Refund>>> {
  return await readPage(input, {
    name: "refunds",
    read: (filter) => listRows(context.database.kysely, { ...input, ...filter }),
    view: (row) => refundView(context, row),
  });
}
