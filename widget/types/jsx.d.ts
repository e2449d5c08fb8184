// `<pay-checkout>` in the JSX of React 19 and of Preact's and Solid's React-like typings:
// `import "pay-checkout/types/jsx"` once in the project.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { PayCheckout } from "../element.ts";
import type { PayCheckoutEventMap } from "../events.ts";

type Handlers = {
  [Name in keyof PayCheckoutEventMap as `on${Name}`]?: (event: PayCheckoutEventMap[Name]) => void;
};

// Not "Attributes": inside react's module that name is React's own.
interface CheckoutAttributes extends Handlers {
  bff?: string;
  clientToken?: string;
  "client-token"?: string;
  locale?: string;
  theme?: "auto" | "light" | "dark";
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "pay-checkout": DetailedHTMLProps<HTMLAttributes<PayCheckout>, PayCheckout> & CheckoutAttributes;
    }
  }
}
