// All screens but the first ones, and what only they need, as one chunk, which is fetched as soon as the list of methods
// is shown.
import { answers } from "../styles/answers.ts";
import { payingStyles } from "./code.ts";
import { endingStyles } from "./ending.ts";
import { exitStyles } from "./exits.ts";
import { lookStyles } from "./look.ts";
import { markStyles } from "./marks.ts";
import { payerStyles } from "./payer.ts";
import { qrStyles } from "./qr.ts";

export { createLaterCheckout } from "../later-checkout.ts";
export { LaterView } from "../later-view.ts";
export { screenOf } from "../machine/screen.ts";
export { leave } from "../net/redirect.ts";
export { fitBarcode } from "./code.ts";
export { renderLinks, renderLogo, renderOrder } from "./look.ts";
export { fetchMarks, renderMark } from "./marks.ts";

/** The styles of these screens, in addition to those of the first ones. */
export const laterStyles = [
  answers,
  ...payingStyles,
  qrStyles,
  endingStyles,
  exitStyles,
  payerStyles,
  lookStyles,
  markStyles,
];
