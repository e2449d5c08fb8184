import { createHash } from "node:crypto";

/** CXPay's signature. Some contracts sign empty fields, too. Source: docs/providers/cxpay.md#signature. */
export function cxpaySign(
  fields: Iterable<readonly [string, string]>,
  key: string,
  withEmpty = false,
): string {
  const signed = [...fields].filter(([name, text]) => name !== "sign" && (withEmpty || text !== ""));
  signed.sort(([a], [b]) => (a < b ? -1 : 1));
  const text = [...signed, ["key", key] as const].map(([name, value]) => `${name}=${value}`).join("&");
  return createHash("md5").update(text, "utf8").digest("hex");
}
