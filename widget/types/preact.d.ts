// `<pay-checkout>` in Preact: `import "pay-checkout/types/preact"` once in the project.
import type { HTMLAttributes } from "preact";
import type { PayCheckout } from "../element.ts";
import type { PayCheckoutAttributes, PayCheckoutListeners, PayCheckoutProperties } from "./tag.d.ts";

type CheckoutTag = HTMLAttributes<PayCheckout> &
  PayCheckoutAttributes &
  PayCheckoutProperties &
  PayCheckoutListeners<"on">;

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "pay-checkout": CheckoutTag;
    }
  }
}
