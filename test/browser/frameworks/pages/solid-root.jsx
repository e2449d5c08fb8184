import { Checkout } from "virtual:page";
import { createSignal } from "solid-js";
import { generateHydrationScript, hydrate, render, renderToString } from "solid-js/web";

export function start(target, props, isHydrated) {
  const [now, change] = createSignal(props);
  const stop = (isHydrated ? hydrate : render)(() => <Checkout {...now()} />, target);
  return { change, stop };
}

export const head = generateHydrationScript();
export const renderPage = (props) => renderToString(() => <Checkout {...props} />);
