import { afterAll, describe, expect, test, vi } from "vitest";
import { browserPayment } from "../../bff/contract.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { engines } from "../support/databases.ts";
import { openEventStream } from "../support/event-stream.ts";

describe.each(engines)("a server that is told to stop, on %s", (engine) => {
  const apps: TestApp[] = [];
  afterAll(async () => {
    for (const app of apps) await app.stop();
  });
  const start = async () => {
    const app = await startTestApp({ engine, runJobs: true });
    apps.push(app);
    return app;
  };

  test("finishes what runs, refuses what is new, ends its streams and is then gone", async () => {
    const app = await start();
    const { clientToken } = await app.api.createSession();
    const browser = app.browser(clientToken);
    const stream = await openEventStream({ url: app.url, clientToken, origin: app.origin });
    const fault = { kind: "slow", operation: "createPayment", provider: "paypro", delayMs: 5 } as const;
    app.sandbox.state.arm(fault);
    const running = browser.call({ method: "POST", path: "/checkout/payments", body: { method: "store" } });
    await stream.until(({ statuses }) => statuses().at(-1)?.status === "processing");

    const stopping = app.stopServer();
    const ready = await app.call({ path: "/readyz" });
    expect(ready.problem()).toMatchObject({ status: 503, code: "unavailable" });
    expect((await app.call({ path: "/healthz" })).status).toBe(200);
    const refused = await app.api.post("/v1/sessions", {});
    expect(refused.problem()).toMatchObject({ status: 503, code: "unavailable" });
    expect(refused.headers.connection).toBe("close");
    await stream.until(({ isEnded }) => isEnded());
    // The widget reads these headers, waits, and tries another server. Without them it would see a broken network.
    const status = await browser.call({ path: "/checkout/status" });
    expect(status.problem()).toMatchObject({ status: 503, code: "unavailable" });
    expect(status.headers).toMatchObject({
      "access-control-allow-origin": app.origin,
      "retry-after": expect.stringMatching(/^\d+$/),
    });
    const preflight = await app.call({
      method: "OPTIONS",
      path: "/checkout/status",
      headers: { origin: app.origin, "access-control-request-method": "GET" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers["access-control-allow-origin"]).toBe(app.origin);

    expect((await running).as(browserPayment)).toMatchObject({ status: "pending" });
    await stopping;
    await expect(app.call({ path: "/healthz" })).rejects.toThrow();
  });

  test("hands the leases of jobs that do not end back, so that another process takes them over at once", async () => {
    const app = await start();
    const other = await startTestApp({ like: app, engine });
    apps.unshift(other);
    const session = await app.api.createSession();
    const { id } = await app.browser(session.clientToken).start("store");
    const { requests, arm } = app.sandbox.state;
    arm({ kind: "hang", operation: "queryPayment", provider: "paypro" });
    const questions = () => requests({ provider: "paypro", operation: "queryPayment" }).length;
    app.clock.advance(80_000);
    await vi.waitFor(() => expect(questions()).toBe(1), { timeout: 10_000 });

    const jobs = () =>
      other.database.kysely
        .selectFrom("jobs")
        .select("locked_by")
        .where("id", "=", `sync_payment:${id}`)
        .execute();
    expect(await jobs()).toEqual([{ locked_by: app.context.instanceId }]);
    await app.stopServer();
    expect(await jobs()).toEqual([{ locked_by: null }]);
    // The hanging call does not prevent the database from being closed.
    await expect(app.database.kysely.selectFrom("jobs").selectAll().execute()).rejects.toThrow();
    // A claim passes over a row that a statement of the stopped process still holds.
    await vi.waitFor(
      async () => {
        await other.runJobsUntilIdle();
        expect(questions()).toBe(2);
      },
      { timeout: 10_000 },
    );
  });

  test("takes no more jobs while its requests end", async () => {
    const app = await start();
    const session = await app.api.createSession();
    const browser = app.browser(session.clientToken);
    const other = await app.api.createSession();
    await app.browser(other.clientToken).start("store");
    app.sandbox.state.arm({ kind: "slow", operation: "createPayment", provider: "paypro", delayMs: 5 });
    const creating = () => app.sandbox.state.requests({ provider: "paypro", operation: "createPayment" });
    const before = creating().length;
    const running = browser.call({ method: "POST", path: "/checkout/payments", body: { method: "store" } });
    await vi.waitFor(() => expect(creating().length).toBe(before + 1), { timeout: 10_000 });
    const stopping = app.stopServer();
    app.clock.advance(80_000);
    app.context.wakeJobs("providers");
    expect((await running).status).toBe(201);
    await stopping;
    expect(app.sandbox.state.requests({ provider: "paypro", operation: "queryPayment" })).toEqual([]);
  });

  test("stops once, however many signals it gets", async () => {
    const app = await start();
    await Promise.all([app.stopServer(), app.stopServer()]);
    await expect(app.call({ path: "/healthz" })).rejects.toThrow();
  });
});
