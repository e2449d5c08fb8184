/** Rule 15: "no such order" counts only from the merchant that created the order. */
import { expect, test } from "vitest";
import { accountsWith, reconfigure } from "../support/reconfigure.ts";
import { noAnswer, notFound } from "../support/scripted-provider.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute } from "../support/times.ts";

forEachStage("rule 15, an account that is another merchant now", (open) => {
  test('rule 15: "no such order" from it means nothing', async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.createPayout = noAnswer;
    const payment = await stage.pay();
    const payout = await stage.payOut();
    const { accounts } = stage.context;
    const errors: string[] = [];
    reconfigure(stage, {
      accounts: accountsWith(stage, { identity: "another merchant" }),
      logger: Object.assign(Object.create(stage.context.logger), {
        error: (_fields: unknown, message: string) => void errors.push(message),
      }),
    });
    stage.script.query = notFound;
    stage.script.queryPayout = notFound;
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("unknown");
    expect((await stage.payout(payout.id)).status).toBe("unknown");
    expect(errors).toHaveLength(1);
    reconfigure(stage, { accounts });
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("failed");
    expect((await stage.payout(payout.id)).status).toBe("failed");
  });

  test("rule 15: an order in doubt is not created once more there, to find out about it", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = noAnswer;
    await stage.pay();
    await stage.pass(minute);
    // Such an order may be queried by creating it again.
    expect(stage.asked.at(-1)?.isCreationInDoubt).toBe(true);
    const queries = stage.asked.length;
    reconfigure(stage, { accounts: accountsWith(stage, { identity: "another merchant" }) });
    await stage.pass(hour);
    const since = stage.asked.slice(queries);
    expect(since.length).toBeGreaterThan(0);
    expect(since.some((ref) => ref.isCreationInDoubt)).toBe(false);
  });

  test("rule 15: an order from before identities were kept is believed as ever", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    const payment = await stage.pay();
    await stage.database.kysely.updateTable("payments").set({ identity: null }).execute();
    reconfigure(stage, { accounts: accountsWith(stage, { identity: "another merchant" }) });
    stage.script.query = notFound;
    await stage.pass(hour);
    expect((await stage.payment(payment.id)).status).toBe("failed");
  });
});
