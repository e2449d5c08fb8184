/** Approval of payouts: sent exactly once, whoever decides, dies or races. */
import { expect, test } from "vitest";
import type { ServiceContext } from "../../bff/services/context.ts";
import { approvePayout, rejectPayout } from "../../bff/services/payouts/approve-payout.ts";
import { readPayout } from "../../bff/services/payouts/read-payouts.ts";
import { refreshPayout } from "../../bff/services/payouts/refresh-payout.ts";
import { resolvePayout } from "../../bff/services/payouts/resolve-payout.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { backend, desk } from "../support/authors.ts";
import { createFickleDatabase } from "./support/away.ts";
import { hang, noAnswer, notFound } from "./support/scripted-provider.ts";
import { answers, type Stage } from "./support/stage.ts";
import { forEachStage, type OpenStage } from "./support/stages.ts";
import { hour, minute, second } from "./support/times.ts";

const paid = { status: "succeeded", amountText: "10.00" } as const;

/** A stage on which every payout needs an approval. */
async function openCareful(open: OpenStage): Promise<Stage> {
  const stage = await open();
  Object.assign(stage.context, careful(stage.context));
  return stage;
}

function careful({ config }: ServiceContext): Pick<ServiceContext, "config"> {
  return { config: { ...config, payouts: { ...config.payouts, approveAbove: new Map([["MXN", 0n]]) } } };
}

const decision = (payoutId: string, author = desk) => ({
  payoutId,
  note: "agreed",
  author,
  keyBinding: null,
});

async function linesOf({ context }: Stage, payoutId: string) {
  const read = await readPayout(context, { payoutId });
  const lines = read.ok ? (read.value.timeline ?? []) : [];
  return lines.map(({ from, to, cause, actor, detail }) => [from, to, cause, actor, detail]);
}

async function auditOf({ database }: Stage, subject: string) {
  const rows = await database.kysely
    .selectFrom("audit")
    .select(["action", "actor", "address", "request_id"])
    .where("subject", "=", subject)
    .orderBy("created_at")
    .orderBy("action")
    .execute();
  return rows.map(({ action, actor, address, request_id }) => [action, actor, address, request_id]);
}

forEachStage("the approval of payouts", (open) => {
  test("a payout that waits is not sent, queried or ended, however long it takes", async () => {
    const stage = await openCareful(open);
    const payout = await stage.payOut();
    expect(payout).toMatchObject({ status: "awaiting_approval", created_by: "key:backend", send_pending: 0 });
    await stage.pass(30 * 24 * hour);
    expect((await stage.payout(payout.id)).status).toBe("awaiting_approval");
    expect(await refreshPayout(stage.context, { payoutId: payout.id })).toMatchObject({
      ok: true,
      hasAnswered: false,
    });
    expect([stage.payoutsSent, stage.payoutsAsked, await stage.events()]).toEqual([[], [], []]);
  });

  test("an approved one is sent once, with the beneficiary that it was made with", async () => {
    const stage = await openCareful(open);
    const { id } = await stage.payOut();
    await stage.time.runUntil(stage.time.now() + hour);
    expect(await approvePayout(stage.context, decision(id))).toMatchObject({
      ok: true,
      value: { status: "pending" },
    });
    expect(stage.payoutsSent).toMatchObject([
      {
        amount: { minor: 1000n, currency: "MXN" },
        channel: null,
        beneficiary: { name: "Ana", accountNumber: "1" },
      },
    ]);
    expect(await linesOf(stage, id)).toEqual([
      [null, "awaiting_approval", "create", "key:backend", null],
      ["awaiting_approval", "creating", "operator", "key:desk", "agreed"],
      ["creating", "pending", "create", null, null],
    ]);
    expect(await auditOf(stage, id)).toEqual([
      ["payout.create", "key:backend", "192.0.2.1", "req_1"],
      ["payout.approve", "key:desk", "192.0.2.2", "req_2"],
    ]);
    stage.script.queryPayout = answers(paid);
    await stage.pass(hour);
    expect((await stage.payout(id)).status).toBe("succeeded");
    expect(await stage.events()).toEqual(["payout.succeeded"]);
    expect(stage.payoutsSent.length).toBe(1);
  });

  test("a second decision is refused, and nothing is sent again", async () => {
    const stage = await openCareful(open);
    const { id } = await stage.payOut();
    const both = await Promise.all([
      approvePayout(stage.context, decision(id)),
      approvePayout(stage.join("other"), decision(id)),
    ]);
    expect(both.filter(({ ok }) => ok).length).toBe(1);
    const again = { ok: false, code: "not_awaiting_approval" };
    expect(both.find(({ ok }) => !ok)).toMatchObject(again);
    expect(await rejectPayout(stage.context, decision(id))).toMatchObject(again);
    expect(stage.payoutsSent.length).toBe(1);
  });

  test("two that are decided about on the same sum of the day do not both go out", async () => {
    const stage = await openCareful(open);
    const { config } = stage.context;
    const [one, other] = [await stage.payOut(), await stage.payOut()];
    await stage.pass(24 * hour);
    const payouts = { ...config.payouts, dailyLimit: new Map([["MXN", 1_500n]]) };
    Object.assign(stage.context, { config: { ...config, payouts } });
    const { database } = stage;
    let isFirst = true;
    const change: Database["change"] = async (late) => {
      if (!isFirst) return await database.change(late);
      isFirst = false;
      const stale = await database.readAll(late.load);
      expect((await approvePayout(stage.context, decision(one.id))).ok).toBe(true);
      let decided = 0;
      return await database.change({
        ...late,
        decide: (rows) => late.decide(decided++ === 0 ? stale : rows),
      });
    };
    const slow = { ...stage.context, database: { ...database, change } };
    expect(await approvePayout(slow, decision(other.id))).toMatchObject({ code: "payout_limit_exceeded" });
    expect(stage.payoutsSent.length).toBe(1);
  });

  test("a rejected one ends, with nothing sent and no event, and stays so", async () => {
    const stage = await openCareful(open);
    const { id } = await stage.payOut();
    expect(await rejectPayout(stage.context, decision(id))).toMatchObject({
      ok: true,
      value: { status: "rejected", failure: null },
    });
    expect(await approvePayout(stage.context, decision(id))).toMatchObject({ code: "not_awaiting_approval" });
    await stage.pass(7 * 24 * hour);
    expect((await stage.payout(id)).status).toBe("rejected");
    expect([stage.payoutsSent, stage.payoutsAsked, await stage.events()]).toEqual([[], [], []]);
    expect((await auditOf(stage, id)).map(([action]) => action)).toEqual(["payout.create", "payout.reject"]);
  });

  test("who made it decides nothing about it, and leaves no trace in the audit", async () => {
    const stage = await openCareful(open);
    const { id } = await stage.payOut();
    for (const decide of [approvePayout, rejectPayout]) {
      expect(await decide(stage.context, decision(id, backend))).toMatchObject({
        ok: false,
        code: "same_actor",
      });
    }
    expect((await stage.payout(id)).status).toBe("awaiting_approval");
    expect((await auditOf(stage, id)).length).toBe(1);
  });

  test.each([
    ["is gone", undefined],
    ["is retired", { retired: true }],
    ["belongs to another merchant", { identity: "another" }],
  ])("while its account %s it can only be rejected", async (_, changes) => {
    const stage = await openCareful(open);
    const { id } = await stage.payOut();
    const { accounts } = stage.context;
    const [entry] = [...accounts].filter(([name]) => name === "weak");
    if (entry === undefined) throw new Error("there is no such account");
    const changed = changes && new Map([[entry[0], { ...entry[1], ...changes }]]);
    Object.assign(stage.context, { accounts: changed ?? new Map() });
    expect(await approvePayout(stage.context, decision(id))).toMatchObject({
      ok: false,
      code: "account_not_configured",
    });
    expect((await stage.payout(id)).status).toBe("awaiting_approval");
    Object.assign(stage.context, { accounts });
    expect((await approvePayout(stage.context, decision(id))).ok).toBe(true);
    expect(stage.payoutsSent.length).toBe(1);
  });

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
