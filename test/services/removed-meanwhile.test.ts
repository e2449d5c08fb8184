/** What was found is removed before it is changed. */
import { expect, test } from "vitest";
import { redeliverEvent } from "../../bff/services/events/redeliver-event.ts";
import { backend } from "../support/authors.ts";
import { claim, mxn, paidPayment, refund } from "./support/refunds.ts";
import { forEachStage } from "./support/stages.ts";

forEachStage("what is removed meanwhile", (open) => {
  test("an event is delivered again to nobody, and the audit says nothing of it", async () => {
    const stage = await open({});
    await paidPayment(stage);
    const { database } = stage;
    const event = await database.kysely.selectFrom("events").select("id").executeTakeFirstOrThrow();
    const transaction: typeof database.transaction = async (work) => {
      await database.kysely.deleteFrom("delivery_attempts").execute();
      await database.kysely.deleteFrom("deliveries").execute();
      await database.kysely.deleteFrom("events").execute();
      return await database.transaction(work);
    };
    const context = { ...stage.context, database: { ...database, transaction } };
    const done = await redeliverEvent(context, { eventId: event.id, author: backend });
    expect(done).toMatchObject({ ok: false, code: "not_found" });
    const audit = await database.kysely.selectFrom("audit").select("action").execute();
    expect(audit.map(({ action }) => action)).not.toContain("event.redeliver");
  });

  test("a refund cannot be claimed by its token, and no account is blamed", async () => {
    const stage = await open({ strong: true });
    const { claimUrl } = await refund(stage, await paidPayment(stage), { amount: mxn("100") });
    const { database } = stage;
    const change: typeof database.change = async (of) => {
      await database.kysely.deleteFrom("refund_timeline").execute();
      await database.kysely.deleteFrom("refunds").execute();
      return await database.change(of);
    };
    const context = { ...stage.context, database: { ...database, change } };
    expect(await claim(context, claimUrl)).toMatchObject({ ok: false, code: "unauthorized" });
  });
});
