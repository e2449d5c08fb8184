import { createHash } from "node:crypto";
import type { Quirks } from "../../quirks.ts";

/** PayPro's signature. Source: docs/providers/paypro.md#signature. */
export function payproSign(
  fields: Iterable<readonly [string, string]>,
  appSecret: string,
  { saltPosition, separator }: Omit<Quirks["paypro"], "hasBalance"> = {
    saltPosition: "suffix",
    separator: "",
  },
): string {
  const signed = [...fields].filter(([name, text]) => name !== "sign" && text !== "");
  signed.sort(([a], [b]) => (a < b ? -1 : 1));
  const text = signed.map(([name, value]) => `${name}=${value}`).join(separator);
  return createHash("md5")
    .update(saltPosition === "suffix" ? text + appSecret : appSecret + text, "utf8")
    .digest("hex");
}
