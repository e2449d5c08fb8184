export function Checkout({ bff, clientToken, locale, hear }) {
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
