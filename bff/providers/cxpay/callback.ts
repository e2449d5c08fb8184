/** CXPay's callback for pay-ins and payouts. Source: docs/providers/cxpay.md#callback. */
import { z } from "zod";
import type { CallbackResult, RawCallback } from "../contract.ts";
import { readCallbackFields } from "../parsing/callback-fields.ts";
import type { Fields } from "../parsing/flat-fields.ts";
import { longestNumber, readTheirNumber } from "../parsing/scalars.ts";
import { equalText } from "../signing/constant-time.ts";
import { isReversal, reportOf } from "./report.ts";
import { isSignedByCxpay } from "./signature.ts";
import type { CxpayAccount } from "./wire.ts";

const callbackSchema = z.object({
  orderId: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/),
  platOrderId: z.string().optional(),
  amount: z.string().max(longestNumber).optional(),
  status: z.string().min(1),
  reverse: z
    .string()
    .regex(/^(?:true|false|yes|no|[01yn])?$/i)
    .optional(),
  remark: z.string().optional(),
  utr: z.string().optional(),
  fee: z.string().optional(),
});

/** Verifies and reads a callback. Whatever it says must still be confirmed by a query. */
export function readCxpayCallback(
  raw: RawCallback,
  { merchant, key }: Pick<CxpayAccount, "merchant" | "key">,
): CallbackResult {
  const reading = readCallbackFields(raw);
  if (!reading.ok) return { kind: "refused", reason: reading.reason };
  const { fields } = reading;
  if (isAmbiguous(fields)) return { kind: "refused", reason: "ambiguous_fields" };
  if (!isSignedByCxpay(fields, key)) return { kind: "refused", reason: "wrong_signature" };
  if (!equalText(fields.get("merchant") ?? merchant, merchant)) {
    return { kind: "refused", reason: "wrong_account" };
  }
  const callback = callbackSchema.safeParse(Object.fromEntries(fields));
  if (!callback.success) return { kind: "refused", reason: "unexpected_fields" };
  const { orderId, platOrderId, amount, status, reverse, remark, utr, fee } = callback.data;
  const report = reportOf({
    orderNo: orderId,
    platOrderId: readTheirNumber(platOrderId),
    status,
    isReversed: isReversal(reverse),
    amount,
    utr,
    fee,
    remark,
  });
  return { kind: "facts", facts: [{ mustConfirm: true, report }] };
}

/** The pairs are joined raw, so a value with `&x=` in it could be read as two fields. */
function isAmbiguous(fields: Fields): boolean {
  return fields.entries().some(([name, text]) => !/^[A-Za-z]\w*$/.test(name) || holdsField(text));
}

function holdsField(text: string): boolean {
  const start = text.indexOf("&");
  return start >= 0 && text.includes("=", start);
}
