import { Checkout } from "./checkout.jsx";

// Runs on your server for each customer: create the session here, as README.md shows, and pass its client token on.
export const dynamic = "force-dynamic";

export default async function Page() {
  const clientToken = "ct_example";
  return <Checkout bff={process.env.BFF ?? "https://pay.example.com"} clientToken={clientToken} />;
}
