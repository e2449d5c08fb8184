import { expect, test } from "vitest";
import { forEachEngine } from "../support/databases.ts";
import { answers, createStage } from "./support/stage.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

forEachEngine("rules 9 to 12", (open) => {
  test("rule 9: at its expiry the provider is asked once more, and a payment made in the last minute counts", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    await stage.pass(59 * minute);
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(2 * minute);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual([]);
    expect(await stage.events()).not.toContain("payment.expired");
  });

  test("rule 9: while the provider is silent at the expiry, the end is not final", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = () => ({ kind: "unknown", cause: "connection_lost" });
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    stage.script.query = answers({ status: "pending" });
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("expired");
  });

  test("rule 9: an expired payment is watched to the end of its watch and not a question longer", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    await stage.pass(2 * hour);
    const before = stage.asked.length;
    await stage.pass(24 * hour);
    expect(stage.asked.length).toBeGreaterThan(before + 15);
    const atTheEnd = stage.asked.length;
    await stage.pass(48 * hour);
    expect(stage.asked.length).toBe(atTheEnd);
    expect((await stage.payment(payment.id)).status).toBe("expired");
  });

  test("rule 10: an order that was accepted and is not found yet stays pending", async () => {
    const stage = createStage({ database: await open() });
    const payment = await stage.pay();
    stage.script.query = () => ({ kind: "not_found" });
    await stage.pass(50 * minute);
    expect((await stage.payment(payment.id)).status).toBe("pending");
  });

  test("rule 10: after a creation without an answer, no such order for 15 minutes is a failure, and not before", async () => {
    const stage = createStage({ database: await open() });
    stage.script.create = () => ({ kind: "unknown", cause: "timeout" });
    stage.script.query = () => ({ kind: "not_found" });
    const payment = await stage.pay();
    await stage.pass(14 * minute);
    expect((await stage.payment(payment.id)).status).toBe("unknown");
    await stage.pass(20 * minute);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "failed", failure_code: "not_created" });
  });

  test("rule 10: an answer in between starts the 15 minutes anew", async () => {
    const stage = createStage({ database: await open() });
    stage.script.create = () => ({ kind: "unknown", cause: "timeout" });
    stage.script.query = () => ({ kind: "not_found" });
    const payment = await stage.pay();
    await stage.pass(10 * minute);
    stage.script.query = answers({ status: "pending" });
    await stage.pass(20 * minute);
    expect((await stage.payment(payment.id)).status).toBe("pending");
  });
});
