import type { Payout } from "../../contract.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { decodeCursor, toPage } from "../../storage/repositories/cursors.ts";
import {
  listPayouts as listRows,
  type PayoutFilter,
  payoutById,
} from "../../storage/repositories/payouts.ts";
import { refusedCallbacksOf } from "../../storage/repositories/refused-callbacks.ts";
import { timelineOfPayout } from "../../storage/repositories/timelines.ts";
import type { ServiceContext } from "../context.ts";
import { type Page, wrongCursor } from "../rows/page.ts";
import { payoutView } from "../views/payout.ts";

/** One payout with its timeline. */
export async function readPayout(
  context: ServiceContext,
  input: { readonly payoutId: string },
): Promise<Result<Payout>> {
  const { payoutId } = input;
  const [[row], lines, refused] = await context.database.readAll([
    payoutById({ id: payoutId }),
    timelineOfPayout({ payoutId }),
    refusedCallbacksOf({ subjectId: payoutId }),
  ]);
  if (row === undefined) return fail("not_found", "There is no such payout.");
  return succeed(payoutView(context, row, { lines, refused }));
}

/** Payouts without their timelines. */
export async function listPayouts(
  context: ServiceContext,
  input: Omit<PayoutFilter, "after"> & { readonly cursor?: string | undefined },
): Promise<Result<Page<Payout>>> {
  const after = input.cursor === undefined ? null : decodeCursor(input.cursor);
  if (after === undefined) return wrongCursor;
  const rows = await listRows(context.database.kysely, { ...input, after, limit: input.limit + 1 });
  const page = toPage(rows, input.limit);
  return succeed({ data: page.rows.map((row) => payoutView(context, row)), nextCursor: page.nextCursor });
}
