/** Rows that somebody has damaged, and what they belong to. */
import { payout as payoutSchema } from "../../../bff/contract.ts";
import type { DemoConfig } from "../../../demo/config.ts";
import type { TestApp } from "../../support/app.ts";

/** The columns that are no sealed text hold JSON. */
export const broken = "no JSON, and no sealed text";
export const customer = { name: "Ana Diaz", email: "ana@example.com" };
export const approver = { id: "chief", secret: "sk_chief", scopes: ["payouts:approve"] };
export const config = (base: DemoConfig) => ({
  ...base,
  payouts: { approveAbove: { MXN: "400" } },
  merchant: { ...base.merchant, apiKeys: [...base.merchant.apiKeys, approver] },
});

export interface Ids {
  readonly session: string;
  readonly clientToken: string;
  readonly payment: string;
  readonly payout: string;
}

let made = 0;

/** One of each: a session with a payment whose customer is on the provider's page, and a payout. */
export async function makeAll(app: TestApp, value = "100"): Promise<Ids> {
  made += 1;
  const { id: session, clientToken } = await app.api.createSession({
    customer,
    methods: ["cashier", "store"],
    metadata: { basket: "b-1" },
  });
  const { id: payment } = await app.browser(clientToken).start("cashier");
  const beneficiary = { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" };
  const request = { account: "paypro-mx", amount: { value, currency: "MXN" }, reference: "r", beneficiary };
  const reply = await app.api.post("/v1/payouts", request, { "idempotency-key": `unreadable-${made}` });
  return { session, clientToken, payment, payout: reply.as(payoutSchema).id };
}
