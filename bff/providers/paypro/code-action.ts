/**
 * What the customer has to do, from the `data` of a creation or a query.
 * Source: docs/providers/paypro.md#codes-to-show.
 */

import { isClabe, looksLikeClabe } from "../../core/beneficiary/clabe.ts";
import type { NextAction } from "../contract.ts";
import { readWebAddress } from "../parsing/web-address.ts";
import type { PayproOrderData } from "./order-data.ts";

/** Longer than any barcode holds and any customer types. */
const longestCode = 80;
const code128 = /^[\x20-\x7e]+$/;

/** @returns null if the answer does not have what the channel shows. */
export function readNextAction(channel: string, data: PayproOrderData, expiresAt: number): NextAction | null {
  if (channel === "link") {
    const url = readWebAddress(data.paymentUrl ?? "");
    return url === null ? null : { type: "redirect", url };
  }
  const code = (data.paymentInfo ?? "").trim();
  if (code === "" || code.length > longestCode || /\p{Cc}/u.test(code)) return null;
  if (channel === "va")
    return { type: "display_code", codeType: "va", code, barcode: null, details: [], expiresAt };
  const barcode = code128.test(code) ? "code128" : null;
  return { type: "display_code", codeType: "store", code, barcode, details: [], expiresAt };
}

/**
 * Notes for the operator about a code that is shown all the same. The documentation's own sample is no CLABE.
 */
export function notesOnCode(action: NextAction): readonly string[] {
  const isOff =
    action.type === "display_code" &&
    action.codeType === "va" &&
    looksLikeClabe(action.code) &&
    !isClabe(action.code);
  return isOff ? ["the code has 18 digits like a CLABE, but its control digit does not fit"] : [];
}
