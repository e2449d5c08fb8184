// `<pay-checkout>` in Svelte 5: `import "pay-checkout/types/svelte"` once in the project.
import type { HTMLAttributes } from "svelte/elements";
import type { PayCheckout } from "../element.ts";
import type { PayCheckoutAttributes, PayCheckoutListeners, PayCheckoutProperties } from "./tag.d.ts";

type CheckoutTag = HTMLAttributes<PayCheckout> &
  PayCheckoutAttributes &
  PayCheckoutProperties &
  PayCheckoutListeners<"on">;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "pay-checkout": CheckoutTag;
  }
}
