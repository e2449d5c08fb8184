"use client";

import { PayCheckout } from "pay-checkout/react";
import { useState } from "react";

// Handlers are functions, so they need a client component.
export function Checkout({ bff, clientToken }) {
  const [said, setSaid] = useState("Waiting for your payment.");
  return (
    <>
      <PayCheckout
        bff={bff}
        clientToken={clientToken}
        onPaySucceeded={() => setSaid("Thank you!")}
        onPayError={({ detail }) => setSaid(`Something went wrong: ${detail.code}`)}
      >
        <a href={`${bff}/pay#${clientToken}`}>Pay here</a>
      </PayCheckout>
      <output>{said}</output>
    </>
  );
}
