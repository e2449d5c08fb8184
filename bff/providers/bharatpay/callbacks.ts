/** BharatPay's callback, the same for pay-ins and payouts. Source: docs/providers/bharatpay.md#callback. */
import type { CallbackResult, RawCallback } from "../contract.ts";
import { decodeUtf8, parseJsonBytes } from "../parsing/lexeme-json.ts";
import type { AesCipher } from "../signing/aes.ts";
import { callbackEnvelope, openText } from "./signature.ts";
import { readNotifiedOrder, reportOf } from "./wire.ts";

/**
 * Reads a callback. Nothing authenticates its cipher text, so everything in it must be confirmed by a query.
 */
export function readCallback(raw: RawCallback, cipher: AesCipher): CallbackResult {
  // BharatPay's dashboard sends this when an address is saved.
  if (decodeUtf8(raw.body)?.trim() === "Test") return { kind: "ping" };
  const outer = parseJsonBytes(raw.body);
  if (!outer.ok) return refuse(outer.reason);
  const envelope = callbackEnvelope.safeParse(outer.value);
  if (!envelope.success) return refuse("unexpected_fields");
  const inner = openText(envelope.data.data, cipher);
  if (!inner.ok) return refuse("wrong_encryption");
  const info = readNotifiedOrder(inner.value);
  if (info === undefined) return refuse("unexpected_fields");
  if (info.merchantSourceNo !== envelope.data.sourceNo) return refuse("wrong_order");
  return { kind: "facts", facts: [{ report: reportOf(info, null), mustConfirm: true }] };
}

function refuse(reason: string): CallbackResult {
  return { kind: "refused", reason };
}
