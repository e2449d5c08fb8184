/** Rule 7: a status that the provider's documentation does not cover is neither success nor failure. */
import { expect, test } from "vitest";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

const odd = { status: "pending", undocumentedStatus: "77<canary>" } as const;

/** The counted statuses and the logged warnings. */
function watch(stage: Stage) {
  const counted: [string, object | undefined][] = [];
  const warned: string[] = [];
  const metrics = {
    count: (name: string, labels?: object) => void counted.push([name, labels]),
    measure: () => undefined,
  };
  const { logger } = stage.context;
  const warn = (...line: unknown[]) => void warned.push(JSON.stringify(line));
  const context = { ...stage.context, metrics, logger: Object.assign(Object.create(logger), { warn }) };
  Object.assign(stage, { context });
  return { warned, times: () => counted.filter(([name]) => name === "undocumented_statuses") };
}

forEachStage("rule 7", (open) => {
  test("rule 7: in a query's answer it leaves the payment pending, and is logged and counted without its text", async () => {
    const stage = await open();
    const { warned, times } = watch(stage);
    const payment = await stage.pay();
    stage.script.query = answers(odd);
    await stage.pass(75 * second);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    expect(times()).toEqual([["undocumented_statuses", { account: "weak" }]]);
    expect(
      warned.filter((line) => line.includes("provider sent a status outside its documentation")),
    ).toHaveLength(1);
    expect(warned.join()).not.toContain("canary");
    expect((await stage.details(payment.id)).join()).not.toContain("canary");
  });

  test.each([true, false])(
    "rule 7: in a callback it leaves the payment pending, and is acknowledged, logged and counted (strong: %s)",
    async (strong) => {
      const stage = await open({ strong });
      const { warned, times } = watch(stage);
      const payment = await stage.pay();
      const before = await stage.payment(payment.id);
      expect(await stage.callBack(payment, odd)).toBe(200);
      expect(await stage.payment(payment.id)).toMatchObject({
        status: "pending",
        updated_at: before.updated_at,
      });
      expect(times()).toEqual([["undocumented_statuses", { account: "weak" }]]);
      expect(warned.filter((line) => line.includes("outside its documentation"))).toHaveLength(1);
      expect(warned.join()).not.toContain("canary");
      expect(await stage.events()).toEqual(["payment.pending"]);
    },
  );

  test("rule 7: in a query's answer it does not confirm a success, nor deny it: the question stays open", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = answers(odd);
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    await stage.pass(30 * minute);
    expect(await stage.payment(payment.id)).toMatchObject({ status: "pending", confirm_pending: 1 });
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("rule 7: it neither pays nor fails a payout", async () => {
    const stage = await open();
    const payout = await stage.payOut();
    stage.script.queryPayout = answers(odd);
    await stage.callBack(payout, odd);
    await stage.pass(3 * hour);
    expect((await stage.payout(payout.id)).status).toBe("pending");
    expect(await stage.events()).toEqual([]);
  });

  test("rule 7: of a payout it is logged and counted without its text, in a callback and in a query's answer", async () => {
    const stage = await open();
    const { warned, times } = watch(stage);
    const payout = await stage.payOut();
    await stage.callBack(payout, odd);
    stage.script.queryPayout = answers(odd);
    await stage.pass(75 * second);
    expect(times()).toEqual([
      ["undocumented_statuses", { account: "weak" }],
      ["undocumented_statuses", { account: "weak" }],
    ]);
    expect(warned.filter((line) => line.includes("documentation"))).toHaveLength(2);
    expect(warned.join()).not.toContain("canary");
  });
});
