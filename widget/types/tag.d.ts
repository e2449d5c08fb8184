// What the files beside this one say of `<pay-checkout>`, each in the words of its framework.
import type { PayCheckout } from "../element.ts";
import type { PayCheckoutEventMap } from "../events.ts";

/** The attributes, as they are written in HTML. */
export interface PayCheckoutAttributes {
  bff?: string;
  "client-token"?: string;
  locale?: string;
  theme?: PayCheckout["theme"];
  method?: string;
  "no-submit"?: boolean | "";
  layout?: PayCheckout["layout"];
  hide?: string;
}

/** The properties. */
export interface PayCheckoutProperties {
  bff?: string;
  clientToken?: string;
  locale?: string;
  theme?: PayCheckout["theme"];
  method?: string;
  noSubmit?: boolean;
  layout?: PayCheckout["layout"];
  hide?: string;
  messages?: PayCheckout["messages"];
}

/** A handler for each event, by what the framework writes before its name. */
export type PayCheckoutListeners<Prefix extends string> = {
  [Name in keyof PayCheckoutEventMap as `${Prefix}${Name}`]?: (event: PayCheckoutEventMap[Name]) => void;
};
