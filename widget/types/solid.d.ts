// `<pay-checkout>` in Solid: `import "pay-checkout/types/solid"` once in the project. `attr:` and `prop:` say which is meant.
import type { JSX as SolidJsx } from "solid-js";
import type { PayCheckout } from "../element.ts";
import type { PayCheckoutAttributes, PayCheckoutListeners, PayCheckoutProperties } from "./tag.d.ts";

type Prefixed<Prefix extends string, Shape> = {
  [Name in keyof Shape & string as `${Prefix}:${Name}`]?: Shape[Name];
};

type CheckoutTag = SolidJsx.HTMLAttributes<PayCheckout> &
  PayCheckoutAttributes &
  Prefixed<"attr", PayCheckoutAttributes> &
  Prefixed<"prop", PayCheckoutProperties> &
  PayCheckoutListeners<"on:">;

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "pay-checkout": CheckoutTag;
    }
  }
}
