export function Checkout(props) {
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
