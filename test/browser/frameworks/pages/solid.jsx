import { createSignal } from "solid-js";
import { generateHydrationScript, hydrate, render, renderToString } from "solid-js/web";

function Page(props) {
  return (
    <pay-checkout
      bff={props.bff}
      attr:client-token={props.clientToken}
      locale={props.locale}
      on:pay-ready={props.hear}
      on:pay-method-selected={props.hear}
      on:pay-action={props.hear}
      on:pay-succeeded={props.hear}
      on:pay-failed={props.hear}
      on:pay-expired={props.hear}
      on:pay-canceled={props.hear}
      on:pay-error={props.hear}
    />
  );
}

export function start(target, props, isHydrated) {
  const [now, change] = createSignal(props);
  const stop = (isHydrated ? hydrate : render)(() => <Page {...now()} />, target);
  return { change, stop };
}

export const head = generateHydrationScript();
export const renderPage = (props) => renderToString(() => <Page {...props} />);
