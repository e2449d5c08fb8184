/** Payouts whose approval, or what follows it, is cut short. */

import { expect, test } from "vitest";
import { approvePayout } from "../../bff/services/payouts/approve-payout.ts";
import { refreshPayout } from "../../bff/services/payouts/refresh-payout.ts";
import { resolvePayout } from "../../bff/services/payouts/resolve-payout.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { backend } from "../support/authors.ts";
import { auditOf, decision, openCareful, paid } from "./support/approvals.ts";
import { createFickleDatabase } from "./support/away.ts";
import { hang, noAnswer, notFound } from "./support/scripted-provider.ts";
import { answers } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";
import { hour, minute, second } from "./support/times.ts";

forEachStage("a payout that was approved, when a process or a provider goes away", (open) => {
  test("a process that dies right after the approval is committed leaves it to another one, which sends it once", async () => {
    const stage = await openCareful(open);
    const { id } = await stage.payOut();
    const dying = stage.join("dying");
    const database = dyingAfterApproval(dying.database, id);
    await expect(approvePayout({ ...dying, database }, decision(id))).rejects.toThrow("dead");
    expect(await stage.payout(id)).toMatchObject({ status: "creating", send_pending: 1 });
    expect(stage.payoutsSent).toEqual([]);
    expect((await refreshPayout(stage.context, { payoutId: id })).ok).toBe(true);
    await stage.pass(minute);
    expect(await stage.payout(id)).toMatchObject({ status: "pending", send_pending: 0 });
    await stage.pass(hour);
    expect(stage.payoutsSent.length).toBe(1);
  });

  test("a process that dies while it sends leaves it unknown, and it is queried and never sent again", async () => {
    const stage = await openCareful(open);
    const { id } = await stage.payOut();
    stage.script.createPayout = hang;
    void approvePayout(stage.join("dying"), decision(id));
    await expect.poll(() => stage.payoutsSent.length).toBe(1);
    stage.script.queryPayout = noAnswer;
    await stage.pass(30 * second);
    expect((await stage.payout(id)).status).toBe("unknown");
    stage.script.queryPayout = answers(paid);
    await stage.pass(hour);
    expect((await stage.payout(id)).status).toBe("succeeded");
    expect(stage.payoutsSent.length).toBe(1);
  });

  test("an approved one waits for an account that has gone meanwhile, and is sent when it is back", async () => {
    const stage = await openCareful(open);
    const { id } = await stage.payOut();
    const dying = stage.join("dying");
    const database = dyingAfterApproval(dying.database, id);
    await expect(approvePayout({ ...dying, database }, decision(id))).rejects.toThrow("dead");
    const { accounts } = stage.context;
    Object.assign(stage.context, { accounts: new Map() });
    await stage.pass(10 * 24 * hour);
    expect(await stage.payout(id)).toMatchObject({ status: "creating", send_pending: 1 });
    Object.assign(stage.context, { accounts });
    await stage.pass(hour);
    expect((await stage.payout(id)).status).toBe("pending");
    expect(stage.payoutsSent.length).toBe(1);
  });

  test("one that the provider knows as paid, from before a restore, succeeds and cannot be approved", async () => {
    const stage = await openCareful(open);
    const payout = await stage.payOut();
    stage.script.queryPayout = noAnswer;
    await stage.callBack(payout, paid);
    expect(await approvePayout(stage.context, decision(payout.id))).toMatchObject({
      code: "not_awaiting_approval",
    });
    stage.script.queryPayout = answers(paid);
    await stage.pass(hour);
    expect((await stage.payout(payout.id)).status).toBe("succeeded");
    expect(stage.payoutsSent).toEqual([]);
  });

  test("one of which a callback asserts what the provider does not know is for a person when its watch ends, and is never sent", async () => {
    const stage = await openCareful(open);
    const payout = await stage.payOut();
    stage.script.queryPayout = notFound;
    await stage.callBack(payout, paid);
    await stage.pass(5 * 24 * hour);
    const waiting = await stage.payout(payout.id);
    expect(waiting).toMatchObject({ status: "review", confirm_pending: 0 });
    const asked = stage.payoutsAsked.length;
    await stage.pass(5 * 24 * hour);
    expect(stage.payoutsAsked.length).toBe(asked);
    expect(await approvePayout(stage.context, decision(payout.id))).toMatchObject({ ok: false });
    const settled = {
      payoutId: payout.id,
      outcome: "failed",
      note: "Nobody sent it.",
      author: backend,
    } as const;
    expect((await resolvePayout(stage.context, { ...settled, keyBinding: null })).ok).toBe(true);
    expect(stage.payoutsSent).toEqual([]);
  });

  test("nothing of the approval is written when the database goes away, and it can be approved afterwards", async () => {
    const stage = await openCareful(open);
    const { id } = await stage.payOut();
    const fickle = createFickleDatabase(stage.database);
    fickle.awayAfter = 1;
    await expect(
      approvePayout({ ...stage.context, database: fickle.database }, decision(id)),
    ).rejects.toThrow();
    expect((await stage.payout(id)).status).toBe("awaiting_approval");
    expect((await auditOf(stage, id)).length).toBe(1);
    expect((await approvePayout(stage.context, decision(id))).ok).toBe(true);
    expect(stage.payoutsSent.length).toBe(1);
  });
});

/** A database whose process dies with the first change after the one that approved the payout. */
function dyingAfterApproval(database: Database, payoutId: string): Database {
  const dead = () => Promise.reject(new Error("dead"));
  let isDead = false;
  return new Proxy(database, {
    get(target, name, receiver) {
      if (isDead) return name === "kysely" ? undefined : dead;
      if (name !== "change") return Reflect.get(target, name, receiver);
      return async (change: Parameters<Database["change"]>[0]) => {
        const result = await target.change(change);
        const [row] = await target.kysely
          .selectFrom("payouts")
          .select("status")
          .where("id", "=", payoutId)
          .execute();
        isDead = row?.status === "creating";
        return result;
      };
    },
  });
}
