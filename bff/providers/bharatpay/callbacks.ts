/** BharatPay's callback, the same for pay-ins and payouts. Source: docs/providers/bharatpay.md#callback. */
import type { CallbackResult, RawCallback } from "../contract.ts";
import { decodeUtf8, parseJsonText } from "../parsing/lexeme-json.ts";
import type { AesCipher } from "../signing/aes.ts";
import { callbackEnvelope, openText } from "./signature.ts";
import { readNotifiedOrder, reportOf } from "./wire.ts";

/**
 * Reads a callback. Nothing authenticates its cipher text, so everything in it must be confirmed by a query.
 */
export function readCallback(raw: RawCallback, cipher: AesCipher): CallbackResult {
  const body = decodeUtf8(raw.body)?.trim();
  if (body === undefined) return refuse("not_utf8");
  // BharatPay's dashboard sends this when an address is saved.
  if (body === "Test") return { kind: "ping" };
  const outer = readOuter(body);
  if (!outer.ok) return refuse(outer.reason);
  const inner = openText(outer.data, cipher);
  if (!inner.ok) return refuse("wrong_encryption");
  const order = readNotifiedOrder(inner.value);
  const opened = inner.text;
  if (order === undefined) return refuse("unexpected_fields", opened);
  const isNamed = outer.sourceNo === null || outer.sourceNo === order.info.merchantSourceNo;
  if (!isNamed) return refuse("wrong_order", opened);
  return { kind: "facts", facts: [{ report: reportOf(order, null), mustConfirm: true }], opened };
}

type Outer =
  | { readonly ok: true; readonly data: string; readonly sourceNo: string | null }
  | { readonly ok: false; readonly reason: string };

const bareCipher = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** The cipher text: in JSON under either spelling of its name, or the whole body. */
function readOuter(body: string): Outer {
  if (bareCipher.test(body)) return { ok: true, data: body, sourceNo: null };
  const json = parseJsonText(body);
  if (!json.ok) return json;
  const envelope = callbackEnvelope.safeParse(json.value);
  return envelope.success ? { ok: true, ...envelope.data } : { ok: false, reason: "unexpected_fields" };
}

function refuse(reason: string, opened?: string): CallbackResult {
  return { kind: "refused", reason, ...(opened === undefined ? {} : { opened }) };
}
