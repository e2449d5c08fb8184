import type { PayCheckoutEventMap } from "../events.ts";

/** `pay-method-selected` → `onPayMethodSelected`. */
type HandlerName<Name extends string> = `on${Joined<Name>}`;
type Joined<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Joined<Rest>}`
  : Capitalize<Name>;

/** A handler for each event of the element, as React and Vue write it. */
export type PayCheckoutHandlers = {
  readonly [Name in keyof PayCheckoutEventMap as HandlerName<Name>]?:
    | ((event: PayCheckoutEventMap[Name]) => void)
    | undefined;
};
