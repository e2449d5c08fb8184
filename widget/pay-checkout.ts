/** The script for pages: registers `<pay-checkout>`, even when a page loads it twice. */
import { define } from "./element.ts";

// A program of TypeScript that imports it for what it does knows the tag by this.
export type { PayCheckout } from "./element.ts";

define();
