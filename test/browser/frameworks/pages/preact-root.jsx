import { Checkout } from "virtual:page";
import { hydrate, render } from "preact";
import { renderToString } from "preact-render-to-string";

export function start(target, props, isHydrated) {
  (isHydrated ? hydrate : render)(<Checkout {...props} />, target);
  return { change: (next) => render(<Checkout {...next} />, target), stop: () => render(null, target) };
}

export const renderPage = (props) => renderToString(<Checkout {...props} />);
