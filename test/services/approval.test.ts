/** Approval of payouts: sent exactly once, whoever decides, dies or races. */

import { expect, test } from "vitest";
import { approvePayout, rejectPayout } from "../../bff/services/payouts/approve-payout.ts";
import { refreshPayout } from "../../bff/services/payouts/refresh-payout.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { backend } from "../support/authors.ts";
import { auditOf, decision, linesOf, openCareful, paid } from "./support/approvals.ts";
import { answers } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";
import { hour } from "./support/times.ts";

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
});
