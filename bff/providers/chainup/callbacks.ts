/** ChainUp's callback. Source: docs/providers/chainup.md#callback. */
import type { CallbackResult, RawCallback } from "../contract.ts";
import { parseJsonBytes, parseJsonText } from "../parsing/lexeme-json.ts";
import { equalText } from "../signing/constant-time.ts";
import { type ChainupInput, keysOf } from "./exchange.ts";
import { openCallback } from "./signature.ts";
import { callbackEnvelope, notifiedOrder, reportOf } from "./wire.ts";

/**
 * Reads a callback. Whatever it says must be confirmed by a query, because the signature covers neither `app_id`
 * nor `time`: an old one may come again.
 */
export function readCallback(raw: RawCallback, input: ChainupInput): CallbackResult {
  const outer = parseJsonBytes(raw.body);
  if (!outer.ok) return refuse(outer.reason);
  const envelope = callbackEnvelope.safeParse(outer.value);
  if (!envelope.success) return refuse("unexpected_fields");
  if (!equalText(envelope.data.app_id, input.credentials.appId)) return refuse("wrong_account");
  const text = openCallback(envelope.data, keysOf(input));
  if (text === undefined) return refuse("wrong_signature");
  const inner = parseJsonText(text);
  if (!inner.ok) return refuse(inner.reason, text);
  const order = notifiedOrder.safeParse(inner.value);
  if (!order.success) return refuse("unexpected_fields", text);
  const { outOrderId, orderNum, orderStatus, payAmount } = order.data;
  const paidAmount = payAmount || null;
  const isAmountOpen = paidAmount === null;
  const stated = { orderNum, orderStatus, paidAmount, orderedAmount: null, currency: null, isAmountOpen };
  const report = reportOf(outOrderId, stated);
  return { kind: "facts", facts: [{ report, mustConfirm: true }], opened: text };
}

function refuse(reason: string, opened?: string): CallbackResult {
  return { kind: "refused", reason, ...(opened === undefined ? {} : { opened }) };
}
