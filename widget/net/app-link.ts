import { parseUrl } from "./parse-url.ts";

/** The schemes of deep links in BharatPay's documentation. The widget offers no other links. */
const appSchemes = new Set(["upi:", "gpay:", "tez:", "phonepe:", "paytmmp:"]);

/** Whether a link may open a payment app. */
export function isAppLink(url: string): boolean {
  return appSchemes.has(parseUrl(url)?.protocol ?? "");
}
