import { createApp, createSSRApp, h, shallowReactive } from "vue";
import { renderToString } from "vue/server-renderer";

const Page = {
  props: ["bff", "clientToken", "locale", "hear"],
  render: ({ bff, clientToken, locale, hear }) =>
    h("pay-checkout", {
      bff,
      clientToken,
      locale,
      onPayReady: hear,
      onPayMethodSelected: hear,
      onPayAction: hear,
      onPaySucceeded: hear,
      onPayFailed: hear,
      onPayExpired: hear,
      onPayCanceled: hear,
      onPayError: hear,
    }),
};

export function start(target, props, isHydrated) {
  const now = shallowReactive({ ...props });
  const app = (isHydrated ? createSSRApp : createApp)({ render: () => h(Page, now) });
  app.mount(target);
  return { change: (next) => Object.assign(now, next), stop: () => app.unmount() };
}

export const renderPage = (props) => renderToString(createSSRApp({ render: () => h(Page, props) }));
