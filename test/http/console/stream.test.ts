import { request } from "undici";
import { expect, onTestFinished, test, vi } from "vitest";
import { eventView, listOf } from "../../../bff/contract.ts";
import { startTestApp, type TestApp, type TestAppOptions } from "../../support/app.ts";
import { engines } from "../../support/databases.ts";
import { type OperatorBrowser, operatorOf, signIn, withOperators } from "../../support/operators.ts";

const waitFor = (condition: () => boolean) =>
  vi.waitFor(() => expect(condition()).toBe(true), { timeout: 10_000, interval: 10 });

async function start(options: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp({ config: withOperators(operatorOf("ana")), heartbeatMs: 50, ...options });
  onTestFinished(app.stop);
  return app;
}

async function openStream(app: TestApp, { cookie }: OperatorBrowser) {
  const abort = new AbortController();
  const answer = await request(`${app.url}/console/api/stream`, {
    headers: { cookie, "sec-fetch-site": "same-origin" },
    signal: abort.signal,
  });
  let [text, isEnded] = ["", false];
  answer.body.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  answer.body.on("close", () => {
    isEnded = true;
  });
  answer.body.on("error", () => undefined);
  onTestFinished(() => abort.abort());
  return { status: answer.statusCode, headers: answer.headers, text: () => text, isEnded: () => isEnded };
}

const payoutRequest = {
  account: "paypro-mx",
  amount: { value: "10", currency: "MXN" },
  reference: "r-1",
  beneficiary: { name: "Ana", accountNumber: "002010077777777771", accountType: "clabe" },
};

test.each(engines)(
  "tells of each change of a payment and a payout, in every process, on %s",
  async (engine) => {
    const app = await start({ engine });
    const streams = [await openStream(app, await signIn(app))];
    if (engine === "postgres") {
      const other = await start({
        like: app,
        config: (base) => ({ ...withOperators(operatorOf("ana"))(base), database: app.config.database }),
      });
      streams.push(await openStream(other, await signIn(other)));
      await waitFor(() => streams[1]?.text() !== "");
    }
    expect(streams[0]?.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    const { id, clientToken } = await app.api.createSession();
    await app.browser(clientToken).start("store");
    const made = await app.api.post("/v1/payouts", payoutRequest, { "idempotency-key": "stream" });
    const payoutId: unknown = Reflect.get(Object(made.json()), "id");
    for (const stream of streams) {
      await waitFor(() =>
        stream.text().includes(`event: change\ndata: {"object":"session","id":"${id}"}\n\n`),
      );
      await waitFor(() => stream.text().includes(`{"object":"payout","id":"${String(payoutId)}"}`));
      await waitFor(() => stream.text().includes(": still here"));
    }
  },
);

test.each(engines)("tells of each attempt to deliver an event, in every process, on %s", async (engine) => {
  const app = await start({ engine });
  const ana = await signIn(app);
  const streams = [await openStream(app, ana)];
  if (engine === "postgres") {
    const config: TestAppOptions["config"] = (base) => ({
      ...withOperators(operatorOf("ana"))(base),
      database: app.config.database,
    });
    const other = await start({ like: app, config });
    streams.push(await openStream(other, await signIn(other)));
    await waitFor(() => streams[1]?.text() !== "");
  }
  app.webhooks.answerWith(500);
  const { id } = await app.api.createSession();
  await app.api.post(`/v1/sessions/${id}/cancel`);
  await app.runJobsUntilIdle();
  const [event] = (await app.api.get(`/v1/events?session=${id}`)).as(listOf(eventView)).data;
  const told = `event: change\ndata: {"object":"event","id":"${event?.id}"}\n\n`;
  const timesIn = (text: string) => text.split(told).length - 1;
  for (const stream of streams) await waitFor(() => timesIn(stream.text()) > 0);
  const before = streams.map((stream) => timesIn(stream.text()));
  app.webhooks.answerWith(200);
  await ana.post(`/v1/events/${event?.id}/redeliver`);
  await app.runJobsUntilIdle();
  for (const [at, stream] of streams.entries())
    await waitFor(() => timesIn(stream.text()) > (before[at] ?? 0));
});

test("ends with the session, and with its operator's place in the configuration", async () => {
  const app = await start({ config: withOperators(operatorOf("ana"), operatorOf("ben")) });
  const ana = await signIn(app);
  const [first, second] = [
    await openStream(app, ana),
    await openStream(app, await signIn(app, { operator: "ben" })),
  ];
  await ana.post("/sign-out");
  await waitFor(() => first.isEnded());
  expect(second.isEnded()).toBe(false);
  await app.reload(withOperators(operatorOf("ana")));
  await waitFor(() => second.isEnded());
});

test("is open ten times for an operator, and a place is free again when one closes", async () => {
  const app = await start();
  const ana = await signIn(app);
  for (let count = 0; count < 10; count++) expect((await openStream(app, ana)).status).toBe(200);
  expect((await openStream(app, ana)).status).toBe(429);
});
