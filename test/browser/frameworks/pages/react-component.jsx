import { PayCheckout } from "pay-checkout/react";

export function Checkout({ bff, clientToken, locale, hear }) {
  return (
    <PayCheckout
      bff={bff}
      clientToken={clientToken}
      locale={locale}
      onPayReady={hear}
      onPayMethodSelected={hear}
      onPayAction={hear}
      onPaySucceeded={hear}
      onPayFailed={hear}
      onPayExpired={hear}
      onPayCanceled={hear}
      onPayError={hear}
    />
  );
}
