import type { Payout } from "../../contract.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import {
  listPayouts as listRows,
  type PayoutFilter,
  payoutById,
} from "../../storage/repositories/payouts.ts";
import { refusedCallbacksOf } from "../../storage/repositories/refused-callbacks.ts";
import { timelineOfPayout } from "../../storage/repositories/timelines.ts";
import type { ServiceContext } from "../context.ts";
import { type Page, type PageRequest, readPage } from "../rows/page.ts";
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
  return succeed(payoutView(context, row, { timeline: { lines, refused }, reading: "readable" }));
}

/** Payouts without their timelines. */
export async function listPayouts(
  context: ServiceContext,
  input: PageRequest<PayoutFilter>,
): Promise<Result<Page<Payout>>> {
  return await readPage(input, {
    name: "payouts",
    read: (filter) => listRows(context.database.kysely, { ...input, ...filter }),
    view: (row) => payoutView(context, row, { reading: "readable" }),
  });
}
