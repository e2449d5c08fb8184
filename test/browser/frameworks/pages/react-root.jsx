// React 18 and 19.

import { Checkout } from "virtual:page";
import { StrictMode } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";

const whole = (props) => (
  <StrictMode>
    <Checkout {...props} />
  </StrictMode>
);

export function start(target, props, isHydrated) {
  const root = isHydrated ? hydrateRoot(target, whole(props)) : createRoot(target);
  if (!isHydrated) root.render(whole(props));
  return { change: (next) => root.render(whole(next)), stop: () => root.unmount() };
}

export const renderPage = (props) => renderToString(whole(props));
