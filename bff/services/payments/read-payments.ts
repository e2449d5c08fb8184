import type { Payment } from "../../contract.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { decodeCursor, toPage } from "../../storage/repositories/cursors.ts";
import {
  listPayments as listRows,
  type PaymentFilter,
  paymentById,
} from "../../storage/repositories/payments.ts";
import { refusedCallbacksOf } from "../../storage/repositories/refused-callbacks.ts";
import { timelineOfPayment } from "../../storage/repositories/timelines.ts";
import type { ServiceContext } from "../context.ts";
import { type Page, wrongCursor } from "../rows/page.ts";
import { paymentView } from "../views/payment.ts";

/** One payment with its timeline. */
export async function readPayment(
  context: ServiceContext,
  input: { readonly paymentId: string },
): Promise<Result<Payment>> {
  const { paymentId } = input;
  const [[row], lines, refused] = await context.database.readAll([
    paymentById({ id: paymentId }),
    timelineOfPayment({ paymentId }),
    refusedCallbacksOf({ subjectId: paymentId }),
  ]);
  if (row === undefined) return fail("not_found", "There is no such payment.");
  return succeed(paymentView(context, row, { lines, refused }));
}

/** Payments without their timelines. `from` and `to` are ISO times. */
export async function listPayments(
  context: ServiceContext,
  input: Omit<PaymentFilter, "after" | "from" | "to"> & {
    readonly cursor?: string | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  },
): Promise<Result<Page<Payment>>> {
  const after = input.cursor === undefined ? null : decodeCursor(input.cursor);
  if (after === undefined) return wrongCursor;
  const rows = await listRows(context.database.kysely, {
    ...input,
    after,
    limit: input.limit + 1,
    from: input.from === undefined ? undefined : Date.parse(input.from),
    to: input.to === undefined ? undefined : Date.parse(input.to),
  });
  const page = toPage(rows, input.limit);
  return succeed({ data: page.rows.map((row) => paymentView(context, row)), nextCursor: page.nextCursor });
}
