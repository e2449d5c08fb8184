import { hydrate, render } from "preact";
import { renderToString } from "preact-render-to-string";

function Page({ bff, clientToken, locale, hear }) {
  return (
    <pay-checkout
      bff={bff}
      client-token={clientToken}
      locale={locale}
      onpay-ready={hear}
      onpay-method-selected={hear}
      onpay-action={hear}
      onpay-succeeded={hear}
      onpay-failed={hear}
      onpay-expired={hear}
      onpay-canceled={hear}
      onpay-error={hear}
    />
  );
}

export function start(target, props, isHydrated) {
  (isHydrated ? hydrate : render)(<Page {...props} />, target);
  return { change: (next) => render(<Page {...next} />, target), stop: () => render(null, target) };
}

export const renderPage = (props) => renderToString(<Page {...props} />);
