/** A mock for the tests and storybooks of pages with `<pay-checkout>`: the real element, with a pretended BFF. */
import { define, type PayCheckout } from "../element.ts";
import type { PayCheckoutEventMap } from "../events.ts";
import { find, press } from "./press.ts";
import { type PretendedBff, type PretendedBffOptions, pretendBff } from "./pretended-bff.ts";
import { findScene, type SceneName } from "./scenes.ts";

export {
  type PretendedBff,
  type PretendedBffOptions,
  type PretendedChanges,
  type PretendedRequest,
  pretendBff,
} from "./pretended-bff.ts";
export { type SceneName, sceneNames, screenNames } from "./scenes.ts";

export interface MountOptions
  extends PretendedBffOptions,
    Partial<Pick<PayCheckout, "method" | "noSubmit" | "layout" | "hide" | "messages">> {
  /** Default: `en`. */
  readonly locale?: string | undefined;
  readonly theme?: PayCheckout["theme"] | undefined;
  /** Gets the element. Default: the page's body. */
  readonly parent?: ParentNode | undefined;
}

/** A mounted element, and what may happen to its session. Each step resolves with the event that the page hears. */
export interface MountedCheckout {
  readonly element: PayCheckout;
  readonly bff: PretendedBff;
  /** Shows another screen, and resolves when it stands. */
  readonly show: (screen: SceneName) => Promise<void>;
  /** The money arrives. */
  readonly pay: () => Promise<PayCheckoutEventMap["pay-succeeded"]>;
  /** The provider refuses the payment. */
  readonly fail: (code?: string) => Promise<PayCheckoutEventMap["pay-failed"]>;
  readonly expire: () => Promise<PayCheckoutEventMap["pay-expired"]>;
  readonly cancel: () => Promise<PayCheckoutEventMap["pay-canceled"]>;
  /** Takes the element out of the page and gives the page its `fetch` back. */
  readonly remove: () => void;
}

/** Waits until the widget stands on a scene, with everything pressed that leads there. */
async function settle(element: PayCheckout, screen: SceneName): Promise<void> {
  await element.updateComplete;
  const { session, press: controls = [] } = findScene(screen);
  if (session === "never") return;
  await find(element, "[part=body][aria-busy=false]");
  await press(element, controls);
  await element.updateComplete;
}

/** No test leaves its page: the customer sees the link to the provider's page instead. */
function stay(event: PayCheckoutEventMap["pay-action"]): void {
  if (event.detail.action.type.startsWith("redirect")) event.preventDefault();
}

/**
 * Puts a real `<pay-checkout>` with a pretended BFF into the page, and resolves when the screen stands. It makes no request.
 * @throws when there is no screen of that name
 */
export async function mountPayCheckout(options: MountOptions = {}): Promise<MountedCheckout> {
  const { screen = "methods", locale = "en", theme = "auto", parent = document.body } = options;
  const { method = null, noSubmit = false, layout = "list", hide = null, messages = null } = options;
  const bff = pretendBff(options);
  const restore = bff.install();
  define();
  const element = document.createElement("pay-checkout");
  let shown = 0;

  async function show(next: SceneName): Promise<void> {
    shown += 1;
    // Another token makes the widget begin anew.
    element.clientToken = `ct_mock_${shown}`;
    await settle(element, next);
  }

  /** Resolves with the next event of a name, after what causes it. */
  function nextEvent<Name extends keyof PayCheckoutEventMap>(
    name: Name,
    cause: () => void,
  ): Promise<HTMLElementEventMap[Name]> {
    return new Promise((resolve, reject) => {
      element.addEventListener(name, resolve, { once: true });
      try {
        cause();
      } catch (error) {
        element.removeEventListener(name, resolve);
        reject(error);
      }
    });
  }

  element.bff = bff.address;
  element.locale = locale;
  Object.assign(element, { theme, method, noSubmit, layout, hide, messages });
  element.addEventListener("pay-action", stay);
  parent.append(element);
  await show(screen);
  return {
    element,
    bff,
    show: async (next) => {
      bff.show(next);
      await show(next);
    },
    pay: () => nextEvent("pay-succeeded", bff.pay),
    fail: (code) => nextEvent("pay-failed", () => bff.fail(code)),
    expire: () => nextEvent("pay-expired", bff.expire),
    cancel: () => nextEvent("pay-canceled", bff.cancel),
    remove: () => {
      element.remove();
      restore();
    },
  };
}
