/** Programs against the types of the package; each line that must be refused says why. */

/** Every entry of the package, as a program uses it. */
export const usage = `
  import { createServer } from "node:http";
  import { define, type PayCheckout } from "pay-checkout";
  import { CheckoutError, createClient, type Session, verifyWebhook } from "pay-checkout/client";
  import type { SessionStatus } from "pay-checkout/contract";
  import { CheckoutConfigError, type CheckoutLogger, createCheckout } from "pay-checkout/server";
  define();
  export const element: PayCheckout | undefined = undefined;
  const pay = createClient({ baseUrl: "https://pay.example.com", apiKey: "sk_1", maxRetries: 0 });
  const made = await pay.sessions.create({
    amount: { value: "150.00", currency: "MXN" }, reference: "order-1", returnUrl: "https://shop.example.com/" },
    { idempotencyKey: "order-1-1" });
  made.clientToken satisfies string;
  made.status satisfies SessionStatus;
  for await (const session of pay.sessions.list({ status: "succeeded" })) session satisfies Session;
  const { data, nextCursor } = await pay.payments.list({ session: made.id });
  nextCursor satisfies string | null;
  data[0]?.status satisfies string | undefined;
  export const event = verifyWebhook("{}", new Headers(), ["whsec_1"]);
  if (event.type === "session.succeeded") event.data satisfies object;
  export const isOurs = (error: unknown) => error instanceof CheckoutError && error.code === "timed_out";
  export const logger: CheckoutLogger = console;
  const checkout = await createCheckout("{}", { logger, env: process.env });
  createServer(checkout.handler);
  export const paths = (error: CheckoutConfigError) => error.issues.map(({ path }) => path);
  // @ts-expect-error an amount is text
  await pay.sessions.create({ amount: { value: 150, currency: "MXN" }, reference: "order-1", returnUrl: "https://shop.example.com/" });
  // @ts-expect-error a session has a reference
  await pay.sessions.create({ amount: { value: "150.00", currency: "MXN" }, returnUrl: "https://shop.example.com/" });
  // @ts-expect-error there is no such status
  pay.sessions.list({ status: "paid" });
  // @ts-expect-error a client needs a key
  createClient({ baseUrl: "https://pay.example.com" });
  // @ts-expect-error there is no such call
  await pay.payments.cancel("pay_1");
  // @ts-expect-error a parsed body is not what was signed
  verifyWebhook({ type: "session.succeeded" }, {}, "whsec_1");
  // @ts-expect-error a logger has three levels
  await createCheckout("{}", { logger: { info() {} } });
  // @ts-expect-error there is no such entry
  await import("pay-checkout/bff");
`;

/** What is imported for what it does: nothing may be untyped, or TypeScript refuses the import. */
export const page = `
  import "pay-checkout/widget";
  const element = document.createElement("pay-checkout");
  element.clientToken = "ct_1";
  // @ts-expect-error there is no such theme
  element.theme = "pink";
`;
export const commonJs = `
  import client = require("pay-checkout/client");
  import server = require("pay-checkout/server");
  client.createClient({ baseUrl: "https://pay.example.com", apiKey: "sk_1" }).payouts.get("po_1") satisfies Promise<client.Payout>;
  server.createCheckout("{}") satisfies Promise<server.Checkout>;
`;

/** What a merchant sends, with no more than must be there, and with a key that does not exist. */
export const requests = `
  import type {
    Beneficiary, CreatePayoutRequest, CreateSessionRequest, Customer, DecidePayoutRequest, EraseRequest, Item, ListAuditQuery,
    ListEventsQuery, ListPaymentsQuery, ListPayoutsQuery, ListSessionsQuery, ResolvePaymentRequest, ResolvePayoutRequest, StatementQuery,
  } from "pay-checkout/client";
  const amount = { value: "150.00", currency: "MXN" };
  const session = { amount, reference: "order-1", returnUrl: "https://shop.example.com/" };
  session satisfies CreateSessionRequest;
  ({ ...session, expiresIn: 3600, methods: ["store"], customer: { name: "Ana" }, metadata: { cart: "c-9" }, locale: null }) satisfies CreateSessionRequest;
  // @ts-expect-error there is no such key
  ({ ...session, expiresin: 3600 }) satisfies CreateSessionRequest;
  // @ts-expect-error there is no such method
  ({ ...session, methods: ["cash"] }) satisfies CreateSessionRequest;
  ({ name: "Ana" }) satisfies Customer;
  // @ts-expect-error there is no such key
  ({ mail: "ana@example.com" }) satisfies Customer;
  ({ name: "Coffee beans", quantity: 2, amount }) satisfies Item;
  // @ts-expect-error an item has a quantity
  ({ name: "Coffee beans", amount }) satisfies Item;
  const beneficiary = { name: "Ravi", accountType: "bank", accountNumber: "1234567890" } as const;
  beneficiary satisfies Beneficiary;
  // @ts-expect-error there is no such key
  ({ ...beneficiary, iban: "DE02" }) satisfies Beneficiary;
  const payout = { account: "cxpay-in", amount, reference: "refund-77", beneficiary };
  payout satisfies CreatePayoutRequest;
  // @ts-expect-error there is no such key
  ({ ...payout, note: "refund" }) satisfies CreatePayoutRequest;
  ({}) satisfies DecidePayoutRequest;
  // @ts-expect-error there is no such key
  ({ reason: "seen" }) satisfies DecidePayoutRequest;
  ({ customer: { email: "ana@example.com" } }) satisfies EraseRequest;
  // @ts-expect-error a person is named by one of three
  ({ customer: { name: "Ana" } }) satisfies EraseRequest;
  ({ outcome: "succeeded", note: "seen on the bank's page" }) satisfies ResolvePaymentRequest;
  // @ts-expect-error there is no such outcome
  ({ outcome: "paid", note: "seen" }) satisfies ResolvePaymentRequest;
  ({ outcome: "failed", note: "sent back" }) satisfies ResolvePayoutRequest;
  // @ts-expect-error there is no such outcome
  ({ outcome: "lost", note: "seen" }) satisfies ResolvePayoutRequest;
  [{}, { limit: 1, status: "succeeded" }] satisfies ListSessionsQuery[];
  [{}, { session: "cs_1" }] satisfies ListPaymentsQuery[];
  [{}, { reference: "refund-77" }] satisfies ListPayoutsQuery[];
  [{}, { payment: "pay_1", limit: "10" }] satisfies ListEventsQuery[];
  [{}, { actor: "key:backend" }] satisfies ListAuditQuery[];
  [{}, { day: "2026-11-19" }] satisfies StatementQuery[];
  // @ts-expect-error there is no such status
  ({ status: "paid" }) satisfies ListSessionsQuery;
  // @ts-expect-error there is no such key
  ({ sessionId: "cs_1" }) satisfies ListPaymentsQuery;
  // @ts-expect-error there is no such key
  ({ references: "refund-77" }) satisfies ListPayoutsQuery;
  // @ts-expect-error there is no such key
  ({ kind: "session.succeeded" }) satisfies ListEventsQuery;
  // @ts-expect-error there is no such key
  ({ who: "backend" }) satisfies ListAuditQuery;
  // @ts-expect-error a day is text
  ({ day: 19 }) satisfies StatementQuery;
`;

/** What `createCheckout` takes. */
export const configurations = `
  import { type CheckoutConfigInput, createCheckout } from "pay-checkout/server";
  const account = {
    id: "paypro-mx", provider: "paypro", baseUrl: "https://api.paypro.example/mex-pay",
    credentials: { merchantNo: "2000000001", appSecret: { env: "PAYPRO_SECRET" } },
  } as const;
  const config = {
    environment: "sandbox", publicUrl: "https://pay.example.com",
    merchant: { name: "Cantina", apiKeys: [{ id: "backend", secret: { file: "/run/secrets/key" } }] },
    accounts: [account],
  } as const satisfies CheckoutConfigInput;
  await createCheckout(config);
  await createCheckout(JSON.stringify(config));
  await createCheckout({
    ...config,
    listen: { port: 0 }, database: { url: { env: "DATABASE_URL" } }, metrics: { token: null }, retention: { archive: null },
    network: { trustedProxies: ["10.0.0.0/8"], outgoingProxy: null }, payouts: { maxAmount: { INR: "100000" } },
    accounts: [
      { ...account, methods: [{ method: "store", channel: "store", currency: "MXN", label: { es: "Efectivo" } }], options: { separator: "&" } },
      { id: "lhx", provider: "lhxpay", baseUrl: "https://lhx.example", credentials: { appKey: "shop", secret: "s" }, options: { mode: "page" },
        methods: [{ method: "alipay", channel: 2, currency: "CNY" }] },
    ],
  });
  // @ts-expect-error there is no such key
  await createCheckout({ ...config, webhooks: [] });
  // @ts-expect-error there is no such key in a part
  await createCheckout({ ...config, listen: { prot: 8787 } });
  // @ts-expect-error there is no such environment
  await createCheckout({ ...config, environment: "test" });
  // @ts-expect-error a merchant has API keys
  await createCheckout({ ...config, merchant: { name: "Cantina" } });
  // @ts-expect-error there is no such provider
  await createCheckout({ ...config, accounts: [{ ...account, provider: "paypal" }] });
  // @ts-expect-error the credentials are those of another provider
  await createCheckout({ ...config, accounts: [{ ...account, provider: "lhxpay" }] });
  // @ts-expect-error there is no such option
  await createCheckout({ ...config, accounts: [{ ...account, options: { seperator: "&" } }] });
  // @ts-expect-error there is no such method
  await createCheckout({ ...config, accounts: [{ ...account, methods: [{ method: "cash", channel: "store", currency: "MXN" }] }] });
`;
