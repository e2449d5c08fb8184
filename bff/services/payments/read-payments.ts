import type { Payment } from "../../contract.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import {
  listPayments as listRows,
  type PaymentFilter,
  paymentById,
} from "../../storage/repositories/payments.ts";
import { refusedCallbacksOf } from "../../storage/repositories/refused-callbacks.ts";
import { timelineOfPayment } from "../../storage/repositories/timelines.ts";
import type { ServiceContext } from "../context.ts";
import { readAmountFilter } from "../rows/amount-filter.ts";
import { type Page, type PageRequest, readPage } from "../rows/page.ts";
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
  return succeed(paymentView(context, row, { timeline: { lines, refused }, reading: "readable" }));
}

/** A filter as a request has it: with the amount as text. */
type PaymentsRequest = PageRequest<Omit<PaymentFilter, "amountMinor">> & {
  readonly amount?: string | undefined;
};

/** Payments without their timelines. `from` and `to` are ISO times. */
export async function listPayments(
  context: ServiceContext,
  input: PaymentsRequest,
): Promise<Result<Page<Payment>>> {
  const amount = readAmountFilter(context, input);
  if (!amount.ok) return amount;
  return await readPage(input, {
    name: "payments",
    read: (filter) => listRows(context.database.kysely, { ...input, ...amount.value, ...filter }),
    view: (row) => paymentView(context, row, { reading: "readable" }),
  });
}
