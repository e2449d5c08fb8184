// The screens that come after choosing, with their styles: one chunk, fetched while the server starts the payment.
export { payingStyles, renderCode } from "./code.ts";
export { renderLeaving } from "./leaving.ts";
export { qrStyles, renderQr } from "./qr.ts";
