/**
 * A dump of PostgreSQL is restored as docs/backup.md says, looked at, and a server goes on with it. Skipped where there is
 * no pg_dump.
 */
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { EventBody } from "../../bff/contract.ts";
import type { DemoConfig } from "../../demo/config.ts";
import { findFreePort } from "../../scripts/free-port.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { createDatabase, startPostgresServer } from "../support/postgres-server.ts";
import { postgresTools, runPostgresTool } from "../support/postgres-tools.ts";
import { commandStage, run } from "./support/commands.ts";

const stage = commandStage();
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

const minute = 60_000;

async function startServer() {
  if (postgresTools === undefined) throw new Error("there is no PostgreSQL");
  const server = await startPostgresServer({ programs: postgresTools });
  undo.push(() => server[Symbol.asyncDispose]());
  return server;
}

/** Both servers have one address, as the providers know it. */
async function openApp(url: string, port: number, like?: TestApp) {
  let config: DemoConfig | undefined;
  const app = await startTestApp({
    ...(like === undefined ? {} : { like }),
    config: (base) => {
      const at = { listen: { host: "127.0.0.1", port }, publicUrl: `http://127.0.0.1:${port}` };
      config = { ...base, ...at, database: { url } };
      return config;
    },
  });
  undo.push(() => app.stop());
  return { app, file: stage().writeConfig(config) };
}

async function startPayment(app: TestApp, reference: string) {
  const session = await app.api.createSession({ reference });
  const { id } = await app.browser(session.clientToken).start("store");
  return { session, id, order: await app.orderOf(id) };
}

const succeeded = (app: TestApp, sessionId: string): readonly EventBody[] =>
  app.webhooks.received
    .map(({ event }) => event)
    .filter(({ type, data }) => type === "session.succeeded" && data.session?.id === sessionId);

test.skipIf(postgresTools === undefined)(
  "an older dump is restored: check finds it good, what was open ends as the providers say, and lost money is told",
  async () => {
    const server = await startServer();
    const [before, after] = [await createDatabase(server.url), await createDatabase(server.url)];
    const port = await findFreePort();
    const { app: first } = await openApp(before.url, port);
    const paidSince = await startPayment(first, "order-paid-since");
    const open = await startPayment(first, "order-open");

    const dump = join(stage().folder, "2026-11-27.dump");
    runPostgresTool("pg_dump", ["--format=custom", `--file=${dump}`, before.url]);

    const { sandbox, clock } = first;
    sandbox.state.play(paidSince.order, { action: "pay" });
    const lost = await startPayment(first, "order-lost");
    sandbox.state.play(lost.order, { action: "pay" });
    await first.settle();
    expect(succeeded(first, paidSince.session.id)).toHaveLength(1);
    await first.stopServer();

    const empty = await run([
      "check",
      "--database",
      after.url,
      "--config",
      stage().writeConfig(stage().base),
    ]);
    expect(empty).toMatchObject({ code: 1, out: expect.stringContaining("It is empty") });
    runPostgresTool("pg_restore", ["--no-owner", `--dbname=${after.url}`, dump]);
    const { app: second, file } = await openApp(after.url, port, first);
    const looked = await run(["check", "--database", after.url, "--config", file]);
    expect(looked).toMatchObject({ code: 0, error: "" });
    expect(looked.out).toContain("Open payments: 2.");
    expect(looked.out).toContain("The keys of this configuration open it.");

    expect((await second.api.readSession(paidSince.session.id)).status).toBe("requires_action");
    sandbox.state.play(open.order, { action: "pay" });
    await second.settle();
    expect((await second.api.readSession(open.session.id)).status).toBe("succeeded");
    clock.advance(90 * minute);
    await second.runJobsUntilIdle();
    expect((await second.api.readSession(paidSince.session.id)).status).toBe("succeeded");

    // The merchant hears of it a second time, by another event with a greater number.
    const [told, again] = succeeded(first, paidSince.session.id);
    expect(again?.data.sequence).toBeGreaterThan(told?.data.sequence ?? Number.POSITIVE_INFINITY);

    expect((await second.api.get(`/v1/sessions/${lost.session.id}`)).status).toBe(404);
    sandbox.state.sendCallback(lost.order);
    await second.settle();
    expect(second.webhooks.types()).toContain("reconciliation.discrepancy");
    const discrepancy = second.webhooks.received.at(-1)?.event.data.discrepancy;
    expect(discrepancy).toMatchObject({ kind: "missing_here", orderNo: lost.order.orderNo });
  },
);
