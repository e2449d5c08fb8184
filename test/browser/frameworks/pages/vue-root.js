import Checkout from "virtual:page";
import { createApp, createSSRApp, h, shallowReactive } from "vue";
import { renderToString } from "vue/server-renderer";

export function start(target, props, isHydrated) {
  const now = shallowReactive({ ...props });
  const app = (isHydrated ? createSSRApp : createApp)({ render: () => h(Checkout, now) });
  app.mount(target);
  return { change: (next) => Object.assign(now, next), stop: () => app.unmount() };
}

export const renderPage = (props) => renderToString(createSSRApp({ render: () => h(Checkout, props) }));
