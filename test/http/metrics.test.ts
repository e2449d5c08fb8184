import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { counters } from "../../bff/metrics/counters.ts";
import { gauges } from "../../bff/metrics/gauges.ts";
import { histograms } from "../../bff/metrics/histograms.ts";
import { startTestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { engines } from "../support/databases.ts";
import { postCallback, withCallback } from "./support/callbacks.ts";
import { type Scrape, scrape, scrapeText, withMetrics } from "./support/metrics.ts";

const minuteMs = 60_000;
const options = { config: withMetrics };

function counterSeries({ samples }: Scrape): string[] {
  return samples
    .filter(({ name }) => name.startsWith("pay_checkout_") && name.endsWith("_total"))
    .map(({ name, labels }) => `${name}${JSON.stringify(labels)}`)
    .sort();
}

describe.each(engines)("a counter on %s", (engine) => {
  test("is there with every series from the start, at 0, and what happens adds none", async () => {
    const app = await startTestApp({ engine, ...options });
    try {
      const before = await scrape(app);
      for (const name of Object.keys(counters)) {
        const values = before.values(`pay_checkout_${name}_total`);
        expect(values.length, name).toBeGreaterThan(0);
        expect(new Set(values), name).toEqual(new Set([0]));
      }
      // A success, a callback that is refused in several ways, an endpoint that fails, and a provider that is away.
      app.webhooks.answerWith(503);
      const { path, body } = await withCallback(app);
      await postCallback(app, path, "{}");
      await postCallback(app, path, Buffer.alloc(100_000));
      await postCallback(app, `${path}x`, body);
      await postCallback(app, "/callbacks/nobody", body);
      await postCallback(app, path, body);
      app.sandbox.state.arm({ kind: "status", operation: "createPayment", provider: "paypro" });
      const { clientToken } = await app.api.createSession();
      await app
        .browser(clientToken)
        .call({ method: "POST", path: "/checkout/payments", body: { method: "store" } });
      await app.runJobsUntilIdle();
      app.clock.advance(10 * minuteMs);
      await app.runJobsUntilIdle();
      const after = await scrape(app);
      expect(counterSeries(after)).toEqual(counterSeries(before));
      const counted = (name: string, labels: object) =>
        after.values(`pay_checkout_${name}_total`, { ...labels });
      expect(counted("payment_transitions", { account: "paypro-mx", to: "succeeded" })).toContain(1);
      expect(counted("callbacks", { account: "paypro-mx", outcome: "accepted" })).toEqual([1]);
      expect(counted("refused_callbacks", { account: "paypro-mx", reason: "signature" })).toEqual([1]);
      expect(counted("refused_callbacks", { account: "paypro-mx", reason: "too_large" })).toEqual([1]);
      expect(counted("refused_callbacks", { account: "paypro-mx", reason: "unknown_token" })).toEqual([0]);
      expect(counted("refused_callbacks", { account: "unknown", reason: "unknown_account" })).toEqual([1]);
      const calls = { account: "paypro-mx", operation: "create" };
      expect(counted("provider_calls", { ...calls, outcome: "answered" })).toEqual([1]);
      expect(counted("provider_calls", { ...calls, outcome: "failed" })).toEqual([1]);
    } finally {
      await app.stop();
    }
  });
});

describeApp("a counter", { ...options, engines: ["sqlite"] }, (app) => {
  test("has the series of a new key as soon as the configuration is read again, and what was counted stays", async () => {
    await withCallback(app());
    const second = { key: "second" };
    expect((await scrape(app())).values("pay_checkout_misplaced_keys_total", second)).toEqual([]);
    await app().reload((base) => {
      const [key] = base.merchant.apiKeys;
      const apiKeys = [key, { ...key, id: "second", secret: "sk_sandbox_of_a_second_key" }];
      return { ...withMetrics(base), merchant: { ...base.merchant, apiKeys } };
    });
    const now = await scrape(app());
    expect(now.values("pay_checkout_misplaced_keys_total", second)).toEqual([0]);
    const move = { account: "paypro-mx", from: "creating", to: "pending" };
    expect(now.values("pay_checkout_payment_transitions_total", move)).toEqual([1]);
  });
});

describeApp("a gauge", options, (app) => {
  /** The database is read at most once in five seconds, so each test begins with an app that nobody has scraped. */
  const fresh = async (work: (one: Awaited<ReturnType<typeof startTestApp>>) => Promise<void>) => {
    const one = await startTestApp({ engine: app().database.engine, ...options });
    try {
      await work(one);
    } finally {
      await one.stop();
    }
  };

  test("says what is open, which jobs and deliveries wait, and which endpoint is disabled", async () => {
    await fresh(async (one) => {
      one.webhooks.answerWith(410);
      const canceled = await one.api.createSession();
      await one.api.post(`/v1/sessions/${canceled.id}/cancel`);
      await one.runJobsUntilIdle();
      one.webhooks.answerWith(503);
      const { clientToken } = await one.api.createSession();
      await one.browser(clientToken).start("store");
      await one.api.createSession();
      one.clock.advance(5 * minuteMs);
      await one.runJobsUntilIdle();
      const now = await scrape(one);
      expect(now.values("pay_checkout_sessions_open", { status: "requires_action" })).toEqual([1]);
      expect(now.values("pay_checkout_sessions_open", { status: "requires_payment_method" })).toEqual([1]);
      expect(now.values("pay_checkout_payments_open", { status: "pending" })).toEqual([1]);
      expect(now.values("pay_checkout_payments_open", { status: "review" })).toEqual([0]);
      expect(now.values("pay_checkout_payouts_open")).toEqual([0, 0, 0, 0, 0]);
      // The payment's query and its expiry, and the expiry of two sessions.
      expect(now.values("pay_checkout_jobs", { queue: "providers", state: "waiting" })).toEqual([1]);
      expect(now.values("pay_checkout_jobs", { queue: "maintenance", state: "waiting" })[0]).toBeGreaterThan(
        1,
      );
      expect(now.values("pay_checkout_jobs", { state: "dead" })).toEqual([0, 0, 0]);
      expect(now.values("pay_checkout_endpoint_disabled")).toEqual([1]);
      expect(now.values("pay_checkout_deliveries", { state: "dead" })[0]).toBeGreaterThan(0);
      expect(
        now.values("pay_checkout_account_last_success_timestamp_seconds", { account: "paypro-mx" }),
      ).toEqual([one.clock.now() / 1_000]);
      expect(
        now.values("pay_checkout_account_last_success_timestamp_seconds", { account: "cxpay-in" }),
      ).toEqual([0]);
      expect(now.values("pay_checkout_database_up")).toEqual([1]);
      expect(now.values("pay_checkout_clock_steady")).toEqual([1]);
      expect(now.values("pay_checkout_database_connections", { state: "most" })).toEqual(
        one.database.engine === "postgres" ? [10] : [],
      );
      expect(now.values("pay_checkout_build_info", { engine: one.database.engine })).toEqual([1]);
    });
  });

  test("says since when the longest has been unknown", async () => {
    await fresh(async (one) => {
      one.sandbox.state.arm({ kind: "status", operation: "createPayment", provider: "paypro" });
      const { clientToken } = await one.api.createSession();
      const body = { method: "store" };
      await one.browser(clientToken).call({ method: "POST", path: "/checkout/payments", body });
      one.clock.advance(3 * minuteMs);
      const now = await scrape(one);
      expect(now.values("pay_checkout_payments_open", { status: "unknown" })).toEqual([1]);
      expect(now.values("pay_checkout_payments_longest_seconds", { status: "unknown" })).toEqual([180]);
      expect(now.values("pay_checkout_payments_longest_seconds", { status: "review" })).toEqual([0]);
    });
  });

  test("of the database is read once for scrapes that follow each other closely", async () => {
    await fresh(async (one) => {
      await scrape(one);
      await one.api.createSession();
      const second = await scrape(one);
      expect(second.values("pay_checkout_sessions_open", { status: "requires_payment_method" })).toEqual([0]);
    });
  });

  test("of the database is left out when that is gone, and the scrape is answered all the same", async () => {
    await fresh(async (one) => {
      await one.database.close();
      const now = await scrape(one);
      expect(now.values("pay_checkout_database_up")).toEqual([0]);
      expect(now.values("pay_checkout_payments_open")).toEqual([]);
      expect(now.values("process_start_time_seconds")).toHaveLength(1);
      expect(now.values("pay_checkout_circuit_state").length).toBeGreaterThan(0);
      expect(now.values("pay_checkout_callbacks_total").length).toBeGreaterThan(0);
    });
  });

  test("of a circuit is 2 while it is open", async () => {
    await fresh(async (one) => {
      one.sandbox.state.arm({ kind: "status", operation: "createPayment", provider: "paypro", times: 5 });
      for (let payment = 0; payment < 5; payment++) {
        const { clientToken } = await one.api.createSession();
        const body = { method: "store" };
        await one.browser(clientToken).call({ method: "POST", path: "/checkout/payments", body });
      }
      const now = await scrape(one);
      const circuit = { account: "paypro-mx", operation: "create" };
      expect(now.values("pay_checkout_circuit_state", circuit)).toEqual([2]);
    });
  });
});

describeApp("a histogram", { ...options, engines: ["sqlite"] }, (app) => {
  test("measures calls, callbacks, deliveries, jobs and the time until a payment is paid", async () => {
    const { path, body } = await withCallback(app());
    app().clock.advance(90_000);
    await postCallback(app(), path, body);
    await app().runJobsUntilIdle();
    const now = await scrape(app());
    const counted = (name: string, labels: object) => now.values(`${name}_seconds_count`, { ...labels });
    const call = { account: "paypro-mx", operation: "create", outcome: "answered" };
    expect(counted("pay_checkout_provider_call_duration", call)).toEqual([1]);
    expect(counted("pay_checkout_callback_duration", { account: "paypro-mx", outcome: "accepted" })).toEqual([
      1,
    ]);
    expect(counted("pay_checkout_webhook_delivery_duration", { outcome: "delivered" })[0]).toBeGreaterThan(0);
    expect(counted("pay_checkout_job_delay", { kind: "deliver_event" })[0]).toBeGreaterThan(0);
    const paid = { account: "paypro-mx", method: "store" };
    expect(counted("pay_checkout_time_to_paid", paid)).toEqual([1]);
    expect(now.values("pay_checkout_time_to_paid_seconds_sum", paid)).toEqual([90]);
  });

  test("has no other names and labels than the page of metrics, and that has no others", async () => {
    const { types, samples } = await scrape(app());
    const ours = [...types.keys()].filter((name) => name.startsWith("pay_checkout_"));
    const page = readFileSync(join(import.meta.dirname, "../../docs/metrics.md"), "utf8");
    const listed = [...page.matchAll(/^\| `(\w+)` \|.*\| (.*) \|$/gm)].map(([, name = "", labels = ""]) => ({
      name,
      labels: [...labels.matchAll(/(?:^|<br>)`(\w+)`:/g)].map(([, label = ""]) => label),
    }));
    expect(listed.map(({ name }) => name).sort()).toEqual(ours.sort());
    expect(listed).toHaveLength(
      Object.keys({ ...counters, ...gauges }).length + Object.keys(histograms).length + 3,
    );
    for (const { name, labels } of listed) {
      const shown = samples.filter((one) => one.name === name || one.name === `${name}_count`);
      for (const sample of shown) expect(Object.keys(sample.labels).sort(), name).toEqual([...labels].sort());
    }
  });

  test("and every other metric names no person, order, key or token", async () => {
    const session = await app().api.createSession();
    const payment = await app().browser(session.clientToken).start("store");
    const text = await scrapeText(app());
    for (const secret of [payment.id, session.id, session.clientToken, app().apiKey, session.reference]) {
      expect(text).not.toContain(secret);
    }
  });
});
