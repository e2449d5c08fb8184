/** Rule 9: a payment whose method or account has left the configuration since it was created. */
import { expect, test } from "vitest";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

/** Like a restart with another file. */
function reconfigure(stage: Stage, accounts: Stage["context"]["accounts"]): void {
  Object.assign(stage, { context: { ...stage.context, accounts } });
}

function removeMethods(stage: Stage): void {
  const accounts = [...stage.context.accounts].map(
    ([id, account]) => [id, { ...account, methods: [] }] as const,
  );
  reconfigure(stage, new Map(accounts));
}

forEachStage("rule 9", (open) => {
  test("rule 9: a payment by a method that is no longer configured is queried before it expires", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.pass(59 * minute);
    removeMethods(stage);
    stage.script.query = answers(paid);
    await stage.pass(2 * minute);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual([]);
  });

  test("rule 9: a callback for a payment by a method that is no longer configured is confirmed", async () => {
    const stage = await open();
    const payment = await stage.pay("store");
    removeMethods(stage);
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    await stage.pass(0);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(stage.asked.at(-1)?.method).toMatchObject({ method: "store", channel: "store", currency: "MXN" });
  });

  test("rule 9: a payment of an account that is no longer configured does not expire as if it had been queried", async () => {
    const stage = await open();
    const payment = await stage.pay();
    const { accounts } = stage.context;
    reconfigure(stage, new Map());
    await stage.pass(24 * hour);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    reconfigure(stage, accounts);
    stage.script.query = answers(paid);
    await stage.pass(hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });
});
