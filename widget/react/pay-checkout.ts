"use client";
import {
  createElement,
  type ForwardRefExoticComponent,
  forwardRef,
  type ReactNode,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import type { PayCheckout as PayCheckoutElement } from "../element.ts";
import { type PayCheckoutEventMap, toEvent } from "../events.ts";
import { problemReport } from "../machine/first.ts";
import { localProblem } from "../net/problem.ts";
import type { PayCheckoutHandlers } from "./handlers.ts";

/** The element's attributes, and a handler for each of its events. */
export interface PayCheckoutProps extends PayCheckoutHandlers {
  /** Origin of the BFF. */
  readonly bff: string;
  /** The session's client token (`ct_…`); null or absent until the page has it. */
  readonly clientToken?: string | null | undefined;
  readonly locale?: string | undefined;
  readonly theme?: PayCheckoutElement["theme"] | undefined;
  readonly method?: string | undefined;
  readonly noSubmit?: boolean | undefined;
  readonly layout?: PayCheckoutElement["layout"] | undefined;
  readonly hide?: string | undefined;
  readonly messages?: PayCheckoutElement["messages"] | undefined;
  readonly id?: string | undefined;
  readonly className?: string | undefined;
  /** Content for the slots, and what is shown until the element works. */
  readonly children?: ReactNode;
}

type Handlers = {
  readonly [Name in keyof PayCheckoutEventMap]: ((event: PayCheckoutEventMap[Name]) => void) | undefined;
};

function handlersIn(props: PayCheckoutProps): Handlers {
  return {
    "pay-ready": props.onPayReady,
    "pay-method-selected": props.onPayMethodSelected,
    "pay-state-changed": props.onPayStateChanged,
    "pay-before-start": props.onPayBeforeStart,
    "pay-action": props.onPayAction,
    "pay-succeeded": props.onPaySucceeded,
    "pay-failed": props.onPayFailed,
    "pay-expired": props.onPayExpired,
    "pay-canceled": props.onPayCanceled,
    "pay-error": props.onPayError,
  };
}

const isEventName = (name: string): name is keyof PayCheckoutEventMap => name.startsWith("pay-");

/** Listens until the returned function is called. The handlers are looked up anew for each event. */
function listenTo<Name extends keyof PayCheckoutEventMap>(
  element: PayCheckoutElement,
  name: Name,
  handlers: () => Handlers,
): () => void {
  const listener = (event: HTMLElementEventMap[Name]) => handlers()[name]?.(event);
  element.addEventListener(name, listener);
  return () => element.removeEventListener(name, listener);
}

/** Registers the element of this package, unless a script of the page has done so. The page hears when it cannot be loaded. */
async function register(element: PayCheckoutElement): Promise<void> {
  if (customElements.get("pay-checkout") !== undefined) return;
  try {
    (await import("../element.ts")).define();
  } catch {
    element.dispatchEvent(toEvent(problemReport(localProblem("network", "The widget could not be loaded."))));
  }
}

/** On a server, where no effect runs, React up to 18 warns of a layout effect. */
const useAttachEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;

/**
 * `<pay-checkout>` as a component for React 17 and newer, on a server, too. It registers the element by itself, and its
 * ref is the element. React 19 also takes the bare tag, but calls no handler of a tag that it hydrates.
 */
export const PayCheckout: ForwardRefExoticComponent<PayCheckoutProps & RefAttributes<PayCheckoutElement>> =
  forwardRef<PayCheckoutElement, PayCheckoutProps>((props, ref) => {
    const own = useRef<PayCheckoutElement>(null);
    const latest = useRef(props);
    latest.current = props;
    useImperativeHandle<PayCheckoutElement | null, PayCheckoutElement | null>(ref, () => own.current, []);
    useAttachEffect(() => {
      const element = own.current;
      if (element === null) return undefined;
      const names = Object.keys(handlersIn(latest.current)).filter(isEventName);
      const stops = names.map((name) => listenTo(element, name, () => handlersIn(latest.current)));
      // An element from the server's HTML may have reported "pay-ready" before anybody listened: let it begin anew.
      if (element.hasUpdated === true) element.requestUpdate("clientToken", null);
      void register(element);
      return () => {
        for (const stop of stops) stop();
      };
    }, []);
    useAttachEffect(() => {
      if (own.current !== null) own.current.messages = props.messages ?? null;
    }, [props.messages]);
    // Attributes work before and after the element is registered, on a server and in every version of React.
    return createElement(
      "pay-checkout",
      {
        ref: own,
        bff: props.bff,
        "client-token": props.clientToken ?? undefined,
        locale: props.locale,
        theme: props.theme,
        method: props.method,
        "no-submit": props.noSubmit === true ? "" : undefined,
        layout: props.layout,
        hide: props.hide,
        id: props.id,
        class: props.className,
        // The element sets `dir` and `theme` on itself, perhaps before React looks at the server's HTML.
        suppressHydrationWarning: true,
      },
      props.children,
    );
  });
PayCheckout.displayName = "PayCheckout";
