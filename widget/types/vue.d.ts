// `<pay-checkout>` in Vue templates: `import "pay-checkout/types/vue"` once in the project. Tell Vue's compiler that
// it is an element: `compilerOptions.isCustomElement: (tag) => tag === "pay-checkout"`.
import type { DefineComponent } from "vue";
import type { PayCheckoutHandlers } from "../react/handlers.ts";
import type { PayCheckoutProperties } from "./tag.d.ts";

declare module "vue" {
  interface GlobalComponents {
    "pay-checkout": DefineComponent<PayCheckoutProperties & PayCheckoutHandlers>;
  }
}
