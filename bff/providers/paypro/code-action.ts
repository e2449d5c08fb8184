/** What the customer must do, from a creation's or a query's `data`. Source: the sheet, `paymentInfo` and `paymentLink`. */
import type { NextAction } from "../contract.ts";
import { readWebAddress } from "../parsing/web-address.ts";
import { isClabe, looksLikeClabe } from "./clabe.ts";
import type { PayproOrderData } from "./order-data.ts";

/** No bar code can hold more, and no customer can type it. */
const longestCode = 80;
const code128 = /^[\x20-\x7e]+$/;

/** @returns null when the answer does not hold what the channel is to show. */
export function readNextAction(channel: string, data: PayproOrderData, expiresAt: number): NextAction | null {
  if (channel === "link") {
    const url = readWebAddress(data.paymentUrl ?? "");
    return url === null ? null : { type: "redirect", url };
  }
  const code = (data.paymentInfo ?? "").trim();
  if (code === "" || code.length > longestCode || /\p{Cc}/u.test(code)) return null;
  if (channel === "va") return { type: "display_code", codeType: "va", code, barcode: null, expiresAt };
  const barcode = code128.test(code) ? "code128" : null;
  return { type: "display_code", codeType: "store", code, barcode, expiresAt };
}

/** What an operator should hear about a code that is shown all the same; the docs' own sample is no CLABE. */
export function notesOnCode(action: NextAction): readonly string[] {
  const isOff =
    action.type === "display_code" &&
    action.codeType === "va" &&
    looksLikeClabe(action.code) &&
    !isClabe(action.code);
  return isOff ? ["the code has 18 digits like a CLABE, but its control digit does not fit"] : [];
}
