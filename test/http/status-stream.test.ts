import { expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { openEventStream } from "../support/event-stream.ts";

async function open(app: TestApp, at: TestApp = app) {
  const session = await app.api.createSession();
  const { clientToken } = session;
  const stream = await openEventStream({ url: at.url, clientToken, origin: app.origin });
  return { session, browser: app.browser(clientToken), stream };
}

describeApp("the event stream", { heartbeatMs: 50 }, (app) => {
  test("begins with the status as it stands, the same JSON as a poll's", async () => {
    const { browser, stream } = await open(app());
    await stream.until(({ statuses }) => statuses().length === 1);
    expect(stream.status).toBe(200);
    expect(stream.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(stream.headers["cache-control"]).toContain("no-store");
    expect(stream.headers["access-control-allow-origin"]).toBe(app().origin);
    expect(stream.statuses()[0]).toEqual(await browser.status());
    stream.close();
  });

  test("sends each change without a request", async () => {
    const { browser, stream } = await open(app());
    const { id } = await browser.start("store");
    await stream.until(({ statuses }) => statuses().at(-1)?.status === "requires_action");
    app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
    await app().settle();
    await stream.until(({ statuses }) => statuses().at(-1)?.status === "succeeded");
    expect(stream.statuses().at(-1)).toMatchObject({
      amountReceived: { value: "150.00", currency: "MXN" },
      payment: { id, status: "succeeded" },
    });
    stream.close();
  });

  test("says nothing twice, and a comment line while nothing happens", async () => {
    const { stream } = await open(app());
    await stream.until(
      ({ text }) =>
        text()
          .split("\n")
          .filter((line) => line.startsWith(":")).length >= 3,
    );
    expect(stream.statuses()).toHaveLength(1);
    stream.close();
  });

  test("queries the provider on the schedule of a customer who waits, so that a lost callback is found", async () => {
    // Its beats come first, and are none of this session's business.
    const first = await open(app());
    const { session, browser, stream } = await open(app());
    const { id } = await browser.start("store");
    app().sandbox.state.arm({ kind: "lose", operation: "callback", provider: "paypro" });
    app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
    const before = app().logs().length;
    app().clock.advance(16_000);
    await stream.until(({ statuses }) => statuses().at(-1)?.status === "succeeded");
    const lines = app()
      .logs()
      .slice(before)
      .map((line) => JSON.parse(line))
      .filter((line) => line.paymentId === id);
    expect(lines.map((line) => line.msg)).toContain("payment changed");
    expect(new Set(lines.map((line) => line.sessionId))).toEqual(new Set([session.id]));
    first.stream.close();
    stream.close();
  });

  test("sends a change that another process made", async () => {
    const other = await startTestApp({ like: app(), engine: app().database.engine, heartbeatMs: 60_000 });
    try {
      const { browser, stream } = await open(app(), other);
      await stream.until(({ statuses }) => statuses().length === 1);
      await browser.start("store");
      await stream.until(({ statuses }) => statuses().at(-1)?.status === "requires_action");
      stream.close();
    } finally {
      await other.stop();
    }
  });

  test("needs the session's token, and shows only that session", async () => {
    const one = await open(app());
    const two = await open(app());
    await one.browser.start("store");
    await one.stream.until(({ statuses }) => statuses().at(-1)?.status === "requires_action");
    expect(two.stream.text()).not.toContain("requires_action");
    const refused = await openEventStream({ url: app().url, clientToken: "ct_none", origin: app().origin });
    expect(refused.status).toBe(401);
    for (const { stream } of [one, two]) stream.close();
  });

  test("is refused when one session has twenty of them already", async () => {
    const { session, stream } = await open(app());
    const { clientToken } = session;
    const options = { url: app().url, clientToken, origin: app().origin };
    const more = await Promise.all(Array.from({ length: 19 }, () => openEventStream(options)));
    const refused = await openEventStream(options);
    expect(refused.status).toBe(429);
    expect(refused.headers["retry-after"]).toBe("60");
    for (const opened of [stream, ...more]) opened.close();
  });
});

describeApp("a process with as many event streams as it keeps open", { mostStreams: 2 }, (app) => {
  test("refuses the next one, answers its poll, and takes a stream again when one has closed", async () => {
    const first = await open(app());
    const second = await open(app());
    const session = await app().api.createSession();
    const { clientToken } = session;
    const next = () => openEventStream({ url: app().url, clientToken, origin: app().origin });
    const refused = await next();
    expect(refused.status).toBe(503);
    expect(refused.headers["retry-after"]).toBe("2");
    expect(await app().browser(clientToken).status()).toMatchObject({ status: "requires_payment_method" });
    first.stream.close();
    await expect.poll(async () => (await next()).status).toBe(200);
    second.stream.close();
  });
});
