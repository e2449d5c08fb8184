// `<pay-checkout>` in Vue templates: `import "pay-checkout/types/vue"` once in the project. Tell Vue's compiler that
// it is an element: `compilerOptions.isCustomElement: (tag) => tag === "pay-checkout"`.
import type { DefineComponent } from "vue";
import type { PayCheckoutEventMap } from "../events.ts";

interface Props {
  bff?: string;
  clientToken?: string;
  locale?: string;
  theme?: "auto" | "light" | "dark";
  onPayReady?: (event: PayCheckoutEventMap["pay-ready"]) => void;
  onPayMethodSelected?: (event: PayCheckoutEventMap["pay-method-selected"]) => void;
  onPayAction?: (event: PayCheckoutEventMap["pay-action"]) => void;
  onPaySucceeded?: (event: PayCheckoutEventMap["pay-succeeded"]) => void;
  onPayFailed?: (event: PayCheckoutEventMap["pay-failed"]) => void;
  onPayExpired?: (event: PayCheckoutEventMap["pay-expired"]) => void;
  onPayCanceled?: (event: PayCheckoutEventMap["pay-canceled"]) => void;
  onPayError?: (event: PayCheckoutEventMap["pay-error"]) => void;
}

declare module "vue" {
  interface GlobalComponents {
    "pay-checkout": DefineComponent<Props>;
  }
}
