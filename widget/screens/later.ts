// All screens but the first ones, and what only they need, as one chunk, which is fetched as soon as the list of methods
// is shown.

export { createLaterCheckout } from "../later-checkout.ts";
export { LaterView } from "../later-view.ts";
export { screenOf } from "../machine/screen.ts";
export { leave } from "../net/redirect.ts";
export { addStyles } from "../styles/adopt.ts";
export { fitBarcode } from "./code.ts";
export { renderLinks, renderLogo, renderOrder } from "./look.ts";
export { fetchMarks, renderMark } from "./marks.ts";
