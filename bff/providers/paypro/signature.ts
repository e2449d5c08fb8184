/** PayPro's signature. Source: docs/providers/paypro.md#signature. */
import type { Secret } from "../../core/secret.ts";
import type { Fields } from "../parsing/flat-fields.ts";
import { equalText } from "../signing/constant-time.ts";
import { joinPairs, md5Hex, signedPairs } from "../signing/signed-fields.ts";

export interface PayproSigning {
  readonly appSecret: Secret;
  readonly saltPosition: "suffix" | "prefix";
  readonly separator: "" | "&";
}

/** MD5 over the sorted pairs with the app secret behind them (or in front), lower-case hex. */
export function signPaypro(fields: Fields, { appSecret, saltPosition, separator }: PayproSigning): string {
  const text = joinPairs(signedPairs(fields), separator);
  const salt = appSecret.reveal();
  return md5Hex(saltPosition === "suffix" ? text + salt : salt + text);
}

/** Whether `sign` fits the other fields. */
export function isSignedByPaypro(fields: Fields, signing: PayproSigning): boolean {
  return equalText(fields.get("sign") ?? "", signPaypro(fields, signing));
}
