import { expect, test } from "vitest";
import { eraseCustomer } from "../../bff/services/retention/erase-customer.ts";
import { keepRetention } from "../../bff/services/retention/keep-retention.ts";
import { gate } from "../../bff/storage/engine/statements.ts";
import { moveSession } from "../../bff/storage/repositories/held-sessions.ts";
import { backend } from "../support/authors.ts";
import { forEachEngine } from "../support/databases.ts";
import { canaries, openedRows, paidSession, sessionOf } from "./support/personal-data.ts";
import { createStage } from "./support/stage.ts";

let requests = 0;

/** Each erasure comes with a request of its own: its entry in the audit follows from that. */
function nextRequest() {
  requests++;
  return { ...backend, requestId: `req_${requests}` };
}

forEachEngine("erasing a person on request", (openTestDatabase) => {
  test("erases what has ended, and what is open when it ends", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const paid = await paidSession(stage);
    await stage.pass(1_000);
    const open = await sessionOf(stage);
    const payment = await stage.start(open);
    const stranger = await sessionOf(stage, { email: "other@example.com" });
    const erased = await eraseCustomer(
      stage.context,
      { kind: "email", value: "CANARY-mail@example.com" },
      backend,
    );
    expect(erased).toMatchObject({ sessions: 1, payments: 1, kept: [{ session: open, why: "open" }] });
    expect((await stage.sessionRow(paid)).erasure).toBe("erased");
    expect((await stage.sessionRow(stranger)).private_sealed).not.toBeNull();
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00", currency: "MXN" });
    await stage.pass(1_000);
    expect((await stage.sessionRow(open)).erasure).toBe("wanted");
    expect(await keepRetention(stage.context)).toEqual({ erased: 1, removed: 0 });
    expect((await stage.sessionRow(open)).erasure).toBe("erased");
  });

  test("of whom nothing is known changes nothing; a session is found by its id", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const id = await sessionOf(stage, {});
    await stage.database.kysely
      .updateTable("sessions")
      .set({ status: "canceled" })
      .where("id", "=", id)
      .execute();
    expect(
      await eraseCustomer(stage.context, { kind: "customer", value: "canary-id-7" }, nextRequest()),
    ).toMatchObject({
      sessions: 0,
      kept: [],
    });
    expect(await eraseCustomer(stage.context, { kind: "session", value: id }, nextRequest())).toMatchObject({
      sessions: 1,
    });
    expect(await eraseCustomer(stage.context, { kind: "session", value: id }, nextRequest())).toMatchObject({
      sessions: 0,
    });
    expect(
      await eraseCustomer(stage.context, { kind: "session", value: "cs_x" }, nextRequest()),
    ).toMatchObject({
      sessions: 0,
      kept: [],
    });
  });

  test("a change that was decided before the erasure does not bring the data back", async () => {
    const stage = createStage({ database: await openTestDatabase(), strong: true });
    const id = await paidSession(stage);
    await stage.pass(1_000);
    const held = await stage.sessionRow(id);
    await eraseCustomer(stage.context, { kind: "session", value: id }, nextRequest());
    let tries = 0;
    const move = moveSession({ ...held, loaded_version: held.version });
    const result = await stage.database.change({
      load: [],
      decide: () => ({ writes: ++tries === 1 ? [gate(move)] : [], result: tries }),
    });
    expect(result).toBe(2);
    const after = await openedRows(stage);
    for (const canary of canaries) expect(after).not.toContain(canary);
  });
});
