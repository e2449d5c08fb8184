import type * as ReactModule from "react";
import { define, type PayCheckout } from "../element.ts";
import type { PayCheckoutEventMap } from "../events.ts";

/** Attributes of the element, and a handler for each of its events. */
export interface PayCheckoutProps {
  readonly bff?: string;
  readonly clientToken: string;
  readonly locale?: string;
  readonly theme?: "auto" | "light" | "dark";
  readonly className?: string;
  /** Gets the element, for `refresh()` and `cancel()`. */
  readonly elementRef?: (element: PayCheckout | null) => void;
  readonly onPayReady?: (event: PayCheckoutEventMap["pay-ready"]) => void;
  readonly onPayMethodSelected?: (event: PayCheckoutEventMap["pay-method-selected"]) => void;
  readonly onPayAction?: (event: PayCheckoutEventMap["pay-action"]) => void;
  readonly onPaySucceeded?: (event: PayCheckoutEventMap["pay-succeeded"]) => void;
  readonly onPayFailed?: (event: PayCheckoutEventMap["pay-failed"]) => void;
  readonly onPayExpired?: (event: PayCheckoutEventMap["pay-expired"]) => void;
  readonly onPayCanceled?: (event: PayCheckoutEventMap["pay-canceled"]) => void;
  readonly onPayError?: (event: PayCheckoutEventMap["pay-error"]) => void;
}

/** The used parts of React, which all versions from 16.8 on have. */
type React = Pick<typeof ReactModule, "createElement" | "useEffect" | "useRef">;

/** Listens until the returned function is called; Safari 14 ignores the signal that `addEventListener` takes elsewhere. */
function listenTo<Name extends keyof PayCheckoutEventMap>(
  target: PayCheckout,
  name: Name,
  handle: (event: HTMLElementEventMap[Name]) => void,
): () => void {
  target.addEventListener(name, handle);
  return () => target.removeEventListener(name, handle);
}

/**
 * A component for React up to 18, which supports neither properties nor custom events of web components. React 19 needs
 * no wrapper. The page passes its own React.
 */
export function makePayCheckout(react: React): (props: PayCheckoutProps) => ReactModule.ReactElement {
  define();
  return function PayCheckoutComponent(props) {
    const { bff, clientToken, locale, theme, className, elementRef } = props;
    const element = react.useRef<PayCheckout | null>(null);
    const latest = react.useRef(props);
    latest.current = props;
    react.useEffect(() => {
      const target = element.current;
      if (target === null) return undefined;
      const stops = [
        listenTo(target, "pay-ready", (event) => latest.current.onPayReady?.(event)),
        listenTo(target, "pay-method-selected", (event) => latest.current.onPayMethodSelected?.(event)),
        listenTo(target, "pay-action", (event) => latest.current.onPayAction?.(event)),
        listenTo(target, "pay-succeeded", (event) => latest.current.onPaySucceeded?.(event)),
        listenTo(target, "pay-failed", (event) => latest.current.onPayFailed?.(event)),
        listenTo(target, "pay-expired", (event) => latest.current.onPayExpired?.(event)),
        listenTo(target, "pay-canceled", (event) => latest.current.onPayCanceled?.(event)),
        listenTo(target, "pay-error", (event) => latest.current.onPayError?.(event)),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    }, []);
    return react.createElement("pay-checkout", {
      bff,
      "client-token": clientToken,
      locale,
      theme,
      class: className,
      ref: (found: PayCheckout | null) => {
        element.current = found;
        elementRef?.(found);
      },
    });
  };
}
