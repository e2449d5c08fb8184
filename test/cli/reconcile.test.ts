import { expect, test } from "vitest";
import { commandStage, run } from "./support/commands.ts";

const stage = commandStage();

test("reconcile goes through a day and says that all agrees", async () => {
  const result = await run([
    "reconcile",
    "--config",
    stage().writeConfig(stage().base),
    "--day",
    "2026-11-19",
  ]);
  expect(result.code, result.out).toBe(0);
  expect(result.out).toContain("paypro-mx 2026-11-19: 0 compared by query, 0 without an answer, 0 disagree");
  expect(result.out).toContain("chainup-coins 2026-11-19: 0 compared by statement");
});

test("reconcile prints what does not agree, by order and by payment, and exits with 1", async () => {
  const { app, config } = await stage().startServer("disagreeing.db");
  const session = await app.api.createSession();
  const { id } = await app.browser(session.clientToken).start("store");
  const order = await app.orderOf(id);
  stage().sandbox.state.arm({
    kind: "lose",
    operation: "callback",
    provider: "paypro",
    orderNo: order.orderNo,
  });
  stage().sandbox.state.play(order, { action: "pay" });
  const day = new Date(app.clock.now()).toISOString().slice(0, 10);
  await app.stop();
  const result = await run(["reconcile", "--config", stage().writeConfig(config), "--day", day]);
  expect(result.code, result.error).toBe(1);
  expect(result.out).toContain(`paypro-mx ${day}: 1 compared by query, 0 without an answer, 1 disagree`);
  const line = `  status_differs ${order.orderNo} ${id}: the provider says succeeded, here it was pending`;
  expect(result.out.split("\n")).toContain(line);
  // What was found out counts from then on.
  const again = await run(["reconcile", "--config", stage().writeConfig(config), "--day", day]);
  expect(again.out).toContain(`paypro-mx ${day}: 1 compared by query, 0 without an answer, 0 disagree`);
});

test("a day that has not come yet is refused, because nothing could disagree", async () => {
  const result = await run(["reconcile", "--config", "anything.json", "--day", "2999-01-01"]);
  expect(result.code).toBe(64);
  expect(result.error).toMatch(/^--day 2999-01-01 has not come yet: today is /);
});
