/** A day of everything: payments, payouts, refusals, lost answers, forged callbacks, wrong requests, an erasure. */
import { expect } from "vitest";
import { payout as payoutSchema } from "../../../bff/contract.ts";
import type { TestApp } from "../../support/app.ts";
import type { Reply } from "../../support/http-client.ts";
import {
  beneficiary,
  customer,
  misplaced,
  note,
  providerWords,
  purchase,
  returnQuery,
  tokens,
  typed,
} from "./canaries.ts";

export const payoutRequest = {
  account: "paypro-mx",
  amount: { value: "500", currency: "MXN" },
  reference: "refund",
  beneficiary,
};

export interface CanaryDay {
  readonly clientTokens: readonly string[];
  /** Paths whose last part is a secret: of callbacks and returns. */
  readonly paths: readonly string[];
  /** What a form sends to a provider's page: the payer's name, the addresses of this payment, a signature. */
  readonly formValues: readonly string[];
  readonly browserReplies: readonly Reply[];
  readonly problems: readonly Reply[];
}

interface Diary {
  readonly clientTokens: string[];
  readonly paths: string[];
  readonly formValues: string[];
  readonly browserReplies: Reply[];
  readonly problems: Reply[];
}

export async function liveThrough(app: TestApp): Promise<CanaryDay> {
  const diary: Diary = { clientTokens: [], paths: [], formValues: [], browserReplies: [], problems: [] };
  await payWithFaults(app, diary);
  await beRedirected(app, diary);
  await postForm(app, diary);
  await payOut(app, diary);
  await askWrongly(app, diary);
  await app.api.post("/v1/customers/erase", { customer: { email: "canary.nobody@example.com" } });
  await app.runJobsUntilIdle();
  return diary;
}

async function payWithFaults(app: TestApp, diary: Diary): Promise<void> {
  const { api, sandbox, clock, origin } = app;
  const returnUrl = `${origin}/${returnQuery}`;
  for (const fault of [undefined, "refuse", "drop", "garbage", "status", "oversize"] as const) {
    const session = await api.createSession({
      // The customer of every second session has to type.
      ...(diary.clientTokens.length % 2 === 0 ? { customer } : {}),
      ...purchase,
      returnUrl,
      methods: ["store", "cashier"],
    });
    diary.clientTokens.push(session.clientToken);
    if (fault !== undefined) {
      sandbox.state.arm({
        kind: fault,
        operation: "createPayment",
        provider: "paypro",
        message: providerWords,
      });
    }
    const browser = app.browser(session.clientToken);
    const body = { method: "store", payer: typed };
    const reply = await browser.call({ method: "POST", path: "/checkout/payments", body });
    diary.browserReplies.push(reply, await browser.call({ path: "/checkout/session" }));
    clock.advance(60_000);
    await app.runJobsUntilIdle();
    diary.browserReplies.push(await browser.call({ path: "/checkout/status" }));
  }
}

/** A payment with callbacks: forged ones, at the wrong address, and the right one. */
async function beRedirected(app: TestApp, diary: Diary): Promise<void> {
  const redirect = await app.api.createSession({ customer, methods: ["cashier"] });
  diary.clientTokens.push(redirect.clientToken);
  const started = await app.browser(redirect.clientToken).start("cashier");
  const order = await app.orderOf(started.id);
  for (const address of [order.callbackUrl, order.returnUrl])
    diary.paths.push(new URL(address ?? "").pathname);
  const [callbackPath = "", returnPath = ""] = diary.paths;
  diary.problems.push(
    await app.call({ method: "POST", path: callbackPath, rawBody: `{"sign":"canary-forged"}` }),
    await app.call({
      method: "POST",
      path: `${callbackPath}?${misplaced.query}=1`,
      rawBody: `canary=forged&sign=1`,
    }),
    await app.call({ method: "POST", path: `${callbackPath}x`, rawBody: "{}" }),
    await app.call({ path: `${returnPath}x` }),
  );
  app.sandbox.state.play(order, { action: "pay" });
  await app.settle();
  await app.call({ path: returnPath });
}

async function postForm(app: TestApp, diary: Diary): Promise<void> {
  const amount = { value: "150.00", currency: "CNY" };
  const form = await app.api.createSession({ customer, amount, methods: ["red_packet"] });
  diary.clientTokens.push(form.clientToken);
  const { nextAction } = await app.browser(form.clientToken).start("red_packet");
  if (nextAction?.type !== "redirect_form") throw new Error("the customer gets no form");
  diary.formValues.push(...Object.values(nextAction.fields).filter((value) => value.length > 15));
  for (const value of diary.formValues.filter((text) => text.startsWith(app.url))) {
    diary.paths.push(new URL(value).pathname);
  }
  await app.settle();
}

async function payOut(app: TestApp, diary: Diary): Promise<void> {
  const { api, sandbox, clock } = app;
  for (const kind of ["refuse", "drop", "garbage"] as const) {
    // Of a refusal's words, these make it final, so that it is told.
    const message = `insufficient balance, ${providerWords}`;
    sandbox.state.arm({ kind, operation: "createPayout", provider: "paypro", message });
    const reply = await api.post("/v1/payouts", payoutRequest, {
      "idempotency-key": `${misplaced.key}-${kind}`,
    });
    expect(reply.as(payoutSchema).account).toBe("paypro-mx");
    clock.advance(60_000);
    await app.runJobsUntilIdle();
  }
  const desk = { authorization: `Bearer ${tokens.desk}` };
  for (const decision of ["approve", "reject"]) {
    const amount = { value: "900", currency: "MXN" };
    const key = { "idempotency-key": `canary-${decision}` };
    const { id } = (await api.post("/v1/payouts", { ...payoutRequest, amount }, key)).as(payoutSchema);
    const path = `/v1/payouts/${id}/${decision}`;
    const reply = await app.call({ method: "POST", path, body: { note }, headers: desk });
    expect(reply.status, reply.text).toBe(200);
    diary.problems.push(
      await app.call({ method: "POST", path, body: { note }, headers: desk }),
      await app.call({
        method: "POST",
        path: `/v1/payouts/${id}/resolve`,
        body: { outcome: "failed", note },
        headers: desk,
      }),
    );
  }
}

async function askWrongly(app: TestApp, diary: Diary): Promise<void> {
  const { api, sandbox } = app;
  const [token = ""] = diary.clientTokens;
  sandbox.state.arm({ kind: "refuse", operation: "balance", provider: "paypro", message: providerWords });
  const headers = {
    authorization: `Bearer ${misplaced.header}`,
    "user-agent": misplaced.header,
    referer: `https://shop.example/?token=${token}`,
    cookie: `token=${token}`,
    "x-request-id": misplaced.header,
  };
  diary.problems.push(
    await api.get("/v1/accounts/paypro-mx/balance"),
    await api.post("/v1/sessions", { customer, amount: "canary-amount", returnUrl: "canary-url" }),
    await api.post("/v1/sessions", { customer, "canary-field": "canary-value" }),
    await api.post("/v1/payouts", { ...payoutRequest, amount: 1 }, { "idempotency-key": "wrong" }),
    await api.get(`/v1/sessions?${misplaced.query}=${encodeURIComponent(customer.email)}`),
    await api.get(`/v1/sessions/${misplaced.path}`),
    await app.call({ path: "/v1/sessions", headers }),
    await app.call({ path: `/${misplaced.path}?token=${token}`, headers }),
    await app.call({
      path: `/checkout/session?token=${token}`,
      headers: { ...headers, authorization: `Bearer ${token}` },
    }),
    await app.call({ path: `/checkout/session?token=${token}` }),
    await app.call({ path: "/metrics", headers }),
    await app.browser("ct_canary-of-nobody").call({ path: "/checkout/session" }),
  );
  await app.call({ path: `/pay?token=${token}` });
}
