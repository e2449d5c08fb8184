/**
 * PayPro's callback for pay-ins and payouts.
 * Source: docs/providers/paypro.md#callback, docs/providers/paypro.md#what-is-weak.
 */
import { z } from "zod";
import type { CallbackResult, RawCallback } from "../contract.ts";
import type { Fields } from "../parsing/flat-fields.ts";
import { parseFlatJson } from "../parsing/lexeme-json.ts";
import { readStatus, reportOf } from "./order-data.ts";
import { isSignedByPaypro, type PayproSigning } from "./signature.ts";

const callbackSchema = z.object({
  status: z.string().regex(/^[0-9A-Za-z_-]{1,32}$/),
  tradeNo: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/),
  platFormTradeNo: z
    .string()
    .regex(/^[0-9A-Za-z_-]{0,64}$/)
    .optional(),
  payproTradeNo: z
    .string()
    .regex(/^[0-9A-Za-z_-]{0,64}$/)
    .optional(),
  amount: z
    .string()
    .regex(/^\d{0,20}(?:\.\d{1,10})?$/)
    .optional(),
  successTime: z
    .string()
    .regex(/^[\d T:./+Z-]{0,40}$/)
    .optional(),
  message: z.string().optional(),
  timestamp: z
    .string()
    .regex(/^\d{0,17}$/)
    .optional(),
});

/** Verifies and reads a callback. A success in it must still be confirmed by a query. */
export function readPayproCallback(raw: RawCallback, signing: PayproSigning): CallbackResult {
  const reading = parseFlatJson(raw.body);
  if (!reading.ok) return { kind: "refused", reason: reading.reason };
  const { fields } = reading;
  if (isAmbiguous(fields)) return { kind: "refused", reason: "ambiguous_fields" };
  if (!isSignedByPaypro(fields, signing)) return { kind: "refused", reason: "wrong_signature" };
  const callback = callbackSchema.safeParse(Object.fromEntries(fields));
  if (!callback.success) return { kind: "refused", reason: "unexpected_fields" };
  const { status, tradeNo, platFormTradeNo, payproTradeNo, amount, message } = callback.data;
  const meaning = readStatus(status);
  const report = reportOf({
    orderNo: tradeNo,
    providerOrderId: platFormTradeNo || payproTradeNo || null,
    reading:
      meaning.kind === "status" ? meaning : { kind: "status", status: "pending", undocumented: status },
    code: status,
    message,
    amount,
    nextAction: null,
  });
  return { kind: "facts", facts: [{ mustConfirm: true, report }] };
}

/**
 * Whether the signed text could be read in two ways. Nothing stands between the signed pairs, so `a=1b=2` may
 * be one field or two. Such a callback always has a `=` in a value, or a name that is no plain word. No
 * honest callback needs either.
 */
function isAmbiguous(fields: Fields): boolean {
  return fields.entries().some(([name, text]) => !/^[A-Za-z]\w*$/.test(name) || text.includes("="));
}
