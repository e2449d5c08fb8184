/**
 * A shop's morning before the storm: sessions in every currency, payments by every method, payouts, and what the
 * providers would call back. It fills the pools, and it is what the mutations start from.
 */
import { z } from "zod";
import {
  browserSession,
  createdSession,
  listAccountsAnswer,
  payout as payoutSchema,
} from "../../bff/contract.ts";
import { type Call, createBrowserClient } from "../support/http-client.ts";
import { createPools, type Pools, refer } from "./pools.ts";
import { apiKey, type Place } from "./server/place.ts";

/** A request as a client of ours sends it. */
export interface Recorded {
  readonly name: string;
  readonly call: Call & { readonly rawBody: string };
}

export interface Genuine {
  readonly pools: Pools;
  readonly recorded: readonly Recorded[];
}

interface Purchase {
  readonly value: string;
  readonly currency: string;
  readonly country: string | null;
}

const purchases: readonly Purchase[] = [
  { value: "150.00", currency: "MXN", country: "MX" },
  { value: "100.50", currency: "INR", country: "IN" },
  { value: "99.90", currency: "BRL", country: "BR" },
  { value: "150000", currency: "IDR", country: "ID" },
  { value: "2500.00", currency: "NGN", country: "NG" },
  { value: "88.00", currency: "CNY", country: null },
  { value: "18.5", currency: "USDT", country: null },
];

const customer = {
  id: "customer-1",
  name: "Ana Diaz",
  email: "ana@example.com",
  phone: "+525512345678",
  taxId: "52998224725",
  providerAccounts: { chainup: { openId: null, userId: "22033390", token: null } },
};

/** One payout that each provider with payouts takes. */
export const payouts = [
  {
    account: "paypro-mx",
    amount: { value: "500", currency: "MXN" },
    beneficiary: { name: "Ana Diaz", accountNumber: "032180000118359719", accountType: "clabe" },
  },
  {
    account: "cxpay-in",
    channel: "32911",
    amount: { value: "500.00", currency: "INR" },
    beneficiary: {
      name: "Asha Rao",
      accountNumber: "123456789012",
      accountType: "bank",
      bankCode: "HDFC0001234",
      phone: "+919812345678",
    },
  },
  {
    account: "lhx-cn",
    amount: { value: "501", currency: "CNY" },
    beneficiary: {
      name: "Zhang San",
      accountNumber: "6222000000000000000",
      accountType: "bank",
      bankName: "ICBC",
    },
  },
  {
    account: "bharat-in",
    amount: { value: "500.00", currency: "INR" },
    beneficiary: {
      name: "Asha Rao",
      accountNumber: "123456789012",
      accountType: "bank",
      bankCode: "HDFC0001234",
      bankName: "HDFC",
      phone: "9812345678",
    },
  },
].map((payout) => ({ ...payout, reference: "refund-1" }));

const json = { "content-type": "application/json" };
const merchantHeaders = { ...json, authorization: `Bearer ${apiKey}` };

export async function liveGenuinely(place: Place): Promise<Genuine> {
  const { api, origin, bff, sandbox } = place;
  const pools = createPools();
  const recorded: Recorded[] = [];
  const note = (name: string, path: string, headers: Readonly<Record<string, string>>, body: object) =>
    recorded.push({ name, call: { method: "POST", path, headers, rawBody: JSON.stringify(body) } });

  async function buy(purchase: Purchase, index: number): Promise<void> {
    const { country, ...amount } = purchase;
    const body = {
      amount,
      country,
      customer,
      reference: `order-${index}`,
      returnUrl: `${origin}/thanks`,
      metadata: { basket: "b-1" },
    };
    const { id, clientToken } = (await api.post("/v1/sessions", body)).as(createdSession);
    pools.add("session", id);
    const browser = createBrowserClient({ baseUrl: bff.url, clientToken, origin });
    const { methods } = (await browser.call({ path: "/checkout/session" })).as(browserSession);
    const offer = methods[index % methods.length];
    if (offer === undefined) throw new Error(`nothing is offered for ${amount.currency}`);
    pools.add("token", clientToken);
    pools.add("method", offer.id);
    if (index < purchases.length) {
      note(`session in ${amount.currency}`, "/v1/sessions", merchantHeaders, body);
      // One that nobody has paid yet: what follows is more than a refusal.
      const start = {
        method: refer("method", index + 2),
        payer: { name: "Ana Diaz", email: "ana@example.com", phone: "+525512345678" },
      };
      const headers = { ...json, origin, authorization: `Bearer ${refer("token", index + 2)}` };
      note(`start by ${offer.id}`, "/checkout/payments", headers, start);
    }
    // Some sessions stay as they are, for the requests to come.
    if (index % 3 === 2) return;
    const payment = await browser.start(offer.id);
    pools.add("payment", payment.id);
  }

  for (let round = 0; round < 6; round++) {
    for (const [at, purchase] of purchases.entries()) await buy(purchase, round * purchases.length + at);
  }
  for (const [index, payout] of payouts.entries()) {
    for (const turn of [0, 1]) {
      const key = { "idempotency-key": `payout-${index}-${turn}` };
      pools.add("payout", (await api.post("/v1/payouts", payout, key)).as(payoutSchema).id);
      if (turn === 0)
        note(`payout by ${payout.account}`, "/v1/payouts", { ...merchantHeaders, ...key }, payout);
    }
  }
  note("erasure", "/v1/customers/erase", merchantHeaders, { customer: { email: "nobody@example.com" } });
  note("approval", "/v1/payouts/@payout:0@/approve", merchantHeaders, { note: "as agreed" });
  note("resolution", "/v1/payments/@payment:0@/resolve", merchantHeaders, {
    outcome: "failed",
    note: "gone",
  });

  // Of every third order the provider says that it failed, of every third that it is paid. The rest stays open.
  for (const [index, order] of sandbox.state.orders().entries()) {
    if (index % 3 < 2) sandbox.state.play(order, index % 3 === 0 ? { action: "pay" } : { action: "fail" });
  }
  await sandbox.state.callbacksSettled();
  for (const { url, contentType, body } of place.callbacks) {
    const { pathname } = new URL(url);
    pools.add("callback", pathname);
    const name = `callback of ${pathname.split("/")[2]}`;
    recorded.push({
      name,
      call: { method: "POST", path: pathname, headers: { "content-type": contentType }, rawBody: body },
    });
  }
  for (const { returnUrl } of sandbox.state.orders()) {
    if (returnUrl?.startsWith(bff.url)) pools.add("return", new URL(returnUrl).pathname);
  }
  await fillPools(place, pools);
  return { pools, recorded };
}

/** What the morning has left besides. */
async function fillPools({ api, origin }: Place, pools: Pools): Promise<void> {
  const { data } = (await api.get("/v1/accounts")).as(listAccountsAnswer);
  for (const { id } of data) pools.add("account", id);
  const page = z.object({ data: z.array(z.object({ id: z.string() })), nextCursor: z.string().nullable() });
  for (const list of ["sessions", "payments", "payouts", "events"]) {
    const { data, nextCursor } = (await api.get(`/v1/${list}?limit=5`)).as(page);
    if (nextCursor !== null) pools.add("cursor", nextCursor);
    if (list === "events") for (const { id } of data) pools.add("event", id);
  }
  const ended = await api.createSession({ returnUrl: `${origin}/thanks` });
  await api.post(`/v1/sessions/${ended.id}/cancel`);
  pools.add("endedToken", ended.clientToken);
  for (const file of ["pay-checkout.js", "es.js", "missing.js"]) pools.add("file", file);
}
