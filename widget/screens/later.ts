// All screens but the first ones, and what only they need, as one chunk, which is fetched as soon as the list of methods
// is shown.
import { answers } from "../styles/answers.ts";
import { payingStyles } from "./code.ts";
import { endingStyles } from "./ending.ts";
import { exitStyles } from "./exits.ts";
import { payerStyles } from "./payer.ts";
import { qrStyles } from "./qr.ts";

export { Copying } from "../controllers/copying.ts";
export { readOutAt, timeLeftText } from "../controllers/countdown.ts";
export { leave } from "../net/redirect.ts";
export { fitBarcode, renderCode } from "./code.ts";
export { renderConfirming } from "./confirming.ts";
export { renderClosed, renderFailed, renderPaid, renderReversed } from "./ending.ts";
export { renderLeaving } from "./leaving.ts";
export { renderPayer } from "./payer.ts";
export { renderQr } from "./qr.ts";

/** The styles of these screens, in addition to those of the first ones. */
export const laterStyles = [answers, ...payingStyles, qrStyles, endingStyles, exitStyles, payerStyles];
