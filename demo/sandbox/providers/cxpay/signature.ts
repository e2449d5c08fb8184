import { createHash } from "node:crypto";

/**
 * CXPay's sign (docs §1): drops `sign` and empty fields, sorts by ASCII, joins `k=v` with `&`, unescaped, appends
 * `&key=SECRET`; MD5 in lowercase hex.
 */
export function cxpaySign(fields: Iterable<readonly [string, string]>, key: string): string {
  const signed = [...fields].filter(([name, text]) => name !== "sign" && text !== "");
  signed.sort(([a], [b]) => (a < b ? -1 : 1));
  const text = [...signed, ["key", key] as const].map(([name, value]) => `${name}=${value}`).join("&");
  return createHash("md5").update(text, "utf8").digest("hex");
}
