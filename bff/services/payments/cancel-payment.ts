import type { BrowserPayment } from "../../contract.ts";
import { say } from "../../core/details.ts";
import { fail, type Result, succeed } from "../../core/errors.ts";
import { assertsMoney } from "../../core/payment/assertions.ts";
import { isOpen } from "../../core/payment/status.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import type { ServiceContext } from "../context.ts";
import { browserPaymentView } from "../views/payment.ts";
import { abandonPayment } from "./abandon-payment.ts";

/**
 * Cancels a payment for a customer who wants to choose another method.
 *
 * Errors: `not_found` (also for another session's payment), `payment_not_cancelable`, `payment_being_confirmed`.
 */
export async function cancelPaymentByCustomer(
  context: ServiceContext,
  input: { readonly sessionId: string; readonly paymentId: string },
): Promise<Result<BrowserPayment>> {
  const [payment] = await context.database.read(paymentById({ id: input.paymentId }));
  if (payment === undefined || payment.session_id !== input.sessionId) {
    return fail("not_found", "There is no such payment.");
  }
  if (payment.status === "canceled") return succeed(browserPaymentView(context, payment));
  if (payment.status !== "pending" && payment.status !== "unknown") {
    return fail("payment_not_cancelable", `The payment is ${payment.status}.`);
  }
  const detail = say("customer_canceled", {});
  const after = (await abandonPayment(context, { payment, detail })) ?? payment;
  if (assertsMoney(after)) {
    return fail("payment_being_confirmed", "The payment was reported and is being confirmed.");
  }
  if (isOpen(after.status)) return fail("payment_not_cancelable", `The payment is ${after.status}.`);
  return succeed(browserPaymentView(context, after));
}
