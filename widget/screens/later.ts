// All screens but those that come first: one chunk, fetched as soon as the list of methods stands.
import { payingStyles } from "./code.ts";
import { endingStyles } from "./ending.ts";
import { payerStyles } from "./payer.ts";
import { qrStyles } from "./qr.ts";

export { renderCode } from "./code.ts";
export { renderConfirming } from "./confirming.ts";
export { renderClosed, renderFailed, renderPaid } from "./ending.ts";
export { renderLeaving } from "./leaving.ts";
export { renderPayer } from "./payer.ts";
export { renderQr } from "./qr.ts";

/** What these screens need on top of the first ones' styles. */
export const laterStyles = [...payingStyles, qrStyles, endingStyles, payerStyles];
