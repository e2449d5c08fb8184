// `<pay-checkout>` in the JSX of React: `import "pay-checkout/types/jsx"` once in the project. React calls the handlers from
// version 19 on, and not those of a tag from a server's HTML. The component of `pay-checkout/react` has none of these limits.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { PayCheckout } from "../element.ts";
import type { PayCheckoutAttributes, PayCheckoutListeners, PayCheckoutProperties } from "./tag.d.ts";

// In the module of React, some names are React's own.
type CheckoutTag = DetailedHTMLProps<HTMLAttributes<PayCheckout>, PayCheckout> &
  PayCheckoutAttributes &
  PayCheckoutProperties &
  PayCheckoutListeners<"on">;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "pay-checkout": CheckoutTag;
    }
  }
}

// React up to 18, and its classic JSX transform.
declare global {
  namespace JSX {
    interface IntrinsicElements {
      "pay-checkout": CheckoutTag;
    }
  }
}
