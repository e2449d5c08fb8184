/** What the customer must do for a BharatPay order. Source: docs/providers/bharatpay.md#pay-ins. */
import type { NextAction } from "../contract.ts";
import { readWebAddress } from "../parsing/web-address.ts";
import type { OrderResult } from "./wire.ts";

const appSchemes: ReadonlySet<string> = new Set(["upi:", "gpay:", "tez:", "phonepe:", "paytmmp:"]);
/** A phone's camera can still read a QR code of about 1000 characters. */
const longestLink = 1000;

/** A QR code if there is a `upi://` address, else the cashier page. Null if there is no way to pay. */
export function readNextAction({ info, upiUrl, deepLinks }: OrderResult): NextAction | null {
  const links = deepLinks.flatMap(([name, url]) =>
    schemeOf(url) === undefined ? [] : [{ name, url: url.trim() }],
  );
  const candidates = [...(upiUrl === null ? [] : [upiUrl.trim()]), ...links.map(({ url }) => url)];
  const data = candidates.find((url) => schemeOf(url) === "upi:");
  const url = readWebAddress(info.cashierLink ?? "");
  if (data !== undefined) return { type: "display_qr", data, links, url };
  return url === null ? null : { type: "redirect", url };
}

/** The scheme of a link, if it may open a payment app; else undefined. */
function schemeOf(link: string): string | undefined {
  if (link.length > longestLink) return undefined;
  const text = link.trim();
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return undefined;
  const { protocol } = new URL(text);
  return appSchemes.has(protocol) ? protocol : undefined;
}
