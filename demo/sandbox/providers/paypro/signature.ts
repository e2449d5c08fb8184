import { createHash } from "node:crypto";
import type { Quirks } from "../../quirks.ts";

/**
 * PayPro's sign: drops `sign` and empty fields, sorts by ASCII, concatenates `key=value` without a separator, appends
 * the app secret; MD5 in lowercase hex.
 */
export function payproSign(
  fields: Iterable<readonly [string, string]>,
  appSecret: string,
  { saltPosition, separator }: Quirks["paypro"] = { saltPosition: "suffix", separator: "" },
): string {
  const signed = [...fields].filter(([name, text]) => name !== "sign" && text !== "");
  signed.sort(([a], [b]) => (a < b ? -1 : 1));
  const text = signed.map(([name, value]) => `${name}=${value}`).join(separator);
  return createHash("md5")
    .update(saltPosition === "suffix" ? text + appSecret : appSecret + text, "utf8")
    .digest("hex");
}
