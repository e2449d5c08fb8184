import type { SVGTemplateResult } from "lit";
import type { MethodName } from "../locales/messages.ts";
import { svgIcon } from "./svg-icon.ts";

/** Our own icons, in strokes of the text's colour. They stand where there is neither a mark nor the merchant's picture. */
const paths: Readonly<Record<MethodName, string>> = {
  bank_transfer: "M3 10 12 4l9 6M4 20h16M6 10v7m4-7v7m4-7v7m4-7v7",
  store: "M4 10v10h16V10M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0M10 20v-5h4v5",
  wechat_pay:
    "M15.5 9.2C15 6.3 12.3 4 9 4 5.4 4 2.5 6.5 2.5 9.7c0 1.8.9 3.3 2.4 4.3L4.3 16l2.3-1.1M15.5 9.2c3.3 0 6 2.2 6 5 0 1.5-.8 2.9-2 3.8l.5 2-2.2-1.1c-.7.2-1.5.3-2.3.3-3.3 0-6-2.2-6-5s2.7-5 6-5",
  alipay: "M4 8h16M12 4v4m5 0c-1 5-5 9-12 10M6 14c6-3 9 2 14 3",
  unionpay: "M6 6h9l-2 12H4zM11 18h8l2-12h-9M8 10h3m3 4h3",
  bank_card: "M3 6h18v12H3zM3 10h18M6 15h4",
  upi: "m9 4 4 8-7 8M14 4l4 8-7 8",
  pix: "m12 3 9 9-9 9-9-9zM7.5 7.5 12 12l4.5-4.5M7.5 16.5 12 12l4.5 4.5",
  crypto: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 8h6M12 8v8M8 11.5c2.5 1 5.5 1 8 0",
  red_packet: "M5 3h14v18H5zM5 3l7 7 7-7M12 10a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
  cashier: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 17h6M17 14v6",
};

/** The icon of a payment method. */
export function methodIcon(method: MethodName): SVGTemplateResult {
  return svgIcon(paths[method]);
}
