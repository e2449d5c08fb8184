/** Something is recorded about a session or payout while its personal data is erased. */
import { expect, test } from "vitest";
import type { ServiceContext } from "../../bff/services/context.ts";
import { eraseCustomer } from "../../bff/services/retention/erase-customer.ts";
import { eraseSubject } from "../../bff/services/retention/erase-subject.ts";
import { sealedContext } from "../../bff/storage/encryption/sealed-columns.ts";
import { rewriteBody } from "../../bff/storage/repositories/erasure.ts";
import { backend } from "../support/authors.ts";
import { forEachEngine } from "../support/databases.ts";
import { canaries, day, openedRows, paidSession, payoutTo } from "./support/personal-data.ts";
import { answers, createStage, type Stage } from "./support/stage.ts";

/** A context that does something once, before the first change after the bodies of all events were written anew. */
function interrupted(stage: Stage, work: () => Promise<void>): ServiceContext {
  const { database } = stage;
  const bodies = async () =>
    (await database.kysely.selectFrom("events").select("body_sealed").orderBy("id").execute()).map(
      (row) => row.body_sealed,
    );
  let before: string[] | undefined;
  let isDone = false;
  const change: typeof database.change = async (of) => {
    before ??= await bodies();
    const now = await bodies();
    if (!isDone && now.every((body) => before?.includes(body) === false)) {
      isDone = true;
      await work();
    }
    return await database.change(of);
  };
  return { ...stage.context, database: { ...database, change } };
}

forEachEngine("an erasure during which something is recorded", (openTestDatabase) => {
  test("redacts the event of a reversal, too", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const id = await paidSession(stage);
    await stage.pass(5 * day);
    const [payment] = await stage.database.kysely.selectFrom("payments").selectAll().execute();
    if (payment === undefined) throw new Error("no payment");
    const context = interrupted(stage, async () => {
      await stage.callBack(payment, { status: "reversed" });
      await stage.work(stage.context);
      expect(await stage.events()).toContain("payment.reversed");
      expect(await openedRows(stage)).toContain("canary");
    });
    const erased = await eraseCustomer(context, { kind: "session", value: id }, backend);
    expect(erased).toMatchObject({ sessions: 1, kept: [] });
    expect(erased.events).toBe((await stage.events()).length);
    expect(await stage.events()).toContain("payment.reversed");
    const after = await openedRows(stage);
    for (const canary of canaries) expect(after).not.toContain(canary);
  });

  test("redacts that of a payout, too", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const id = await payoutTo(stage, "canary-mail@example.com");
    const payout = await stage.payout(id);
    await stage.callBack(payout, { status: "succeeded", amountText: "10.00" });
    await stage.pass(5 * day);
    const context = interrupted(stage, async () => {
      const details = { utr: null, feeText: null, code: null, message: "canary-said" };
      stage.script.queryPayout = answers({ status: "reversed", details });
      await stage.callBack(payout, { status: "reversed" });
      // Its watch ends, too.
      await stage.pass(10 * day);
      expect(await openedRows(stage)).toContain("canary-said");
    });
    const request = { id, endedBefore: stage.time.now() + 30 * day };
    expect(await eraseSubject(context, "payouts", request)).toMatchObject({ kind: "erased" });
    expect(await stage.events()).toContain("payout.reversed");
    expect(await openedRows(stage)).not.toContain("canary");
  });

  test("redacts an event that a rotation of the keys seals anew meanwhile", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const id = await paidSession(stage);
    await stage.pass(5 * day);
    const { context, database } = stage;
    const [event] = await database.kysely.selectFrom("events").select(["id", "body_sealed"]).execute();
    if (event === undefined) throw new Error("no event");
    const place = sealedContext("events.body_sealed", event.id);
    const to = context.seal.seal(context.seal.open(event.body_sealed, place), place);
    let wasThere = false;
    // The other process commits between the load and the writes of the batch.
    const change: typeof database.change = async (of) =>
      await database.change({
        ...of,
        decide(rowSets) {
          const { writes, result } = of.decide(rowSets);
          if (wasThere || !writes.some(({ statement }) => statement.name === "rewrite event body"))
            return { writes, result };
          wasThere = true;
          return { writes: [rewriteBody({ id: event.id, from: event.body_sealed, to }), ...writes], result };
        },
      });
    const racing = { ...context, database: { ...database, change } };
    expect(await eraseCustomer(racing, { kind: "session", value: id }, backend)).toMatchObject({
      sessions: 1,
    });
    expect(wasThere).toBe(true);
    expect(await openedRows(stage)).not.toContain("canary");
  });
});
