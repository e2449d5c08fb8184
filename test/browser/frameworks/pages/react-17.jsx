import { Checkout } from "virtual:page";
import { StrictMode } from "react";
import { hydrate, render, unmountComponentAtNode } from "react-dom";
import { renderToString } from "react-dom/server";

const whole = (props) => (
  <StrictMode>
    <Checkout {...props} />
  </StrictMode>
);

export function start(target, props, isHydrated) {
  const draw = (next) => {
    render(whole(next), target);
  };
  if (isHydrated) hydrate(whole(props), target);
  else draw(props);
  return { change: draw, stop: () => unmountComponentAtNode(target) };
}

export const renderPage = (props) => renderToString(whole(props));
