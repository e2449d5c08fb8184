/** Events overtake one another on their way: each says its place among those of its session or payout. */
import { expect, test } from "vitest";
import { toIsoTime } from "../../bff/core/clock.ts";
import { listEvents } from "../../bff/services/events/read-events.ts";
import { exportEvents } from "../../bff/services/exports/exports.ts";
import { nextToReplay } from "../../bff/storage/repositories/event-replays.ts";
import { replayRow } from "../storage/rows.ts";
import { answers, type Stage } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";
import { hour, minute } from "./support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

async function numbersOf(stage: Stage, of: { session?: string; payout?: string }) {
  const page = await listEvents(stage.context, { ...of, limit: 100 });
  if (!page.ok) throw new Error(page.detail);
  return page.value.data
    .map(({ type, data }) => [data.sequence ?? 0, type] as const)
    .sort(([one], [other]) => one - other);
}

forEachStage("the events of a session", (open) => {
  test("are numbered over all its payments, the payment's before the session's", async () => {
    const stage = await open({ strong: true });
    const first = await stage.pay();
    await stage.callBack(first, { status: "failed" });
    const second = await stage.start(first.session_id);
    await stage.callBack(second, paid);
    await stage.callBack(first, paid);
    expect(await numbersOf(stage, { session: first.session_id })).toEqual([
      [1, "payment.pending"],
      [2, "payment.failed"],
      [3, "payment.pending"],
      [4, "payment.succeeded"],
      [5, "session.succeeded"],
      [6, "payment.duplicate"],
    ]);
    expect((await stage.sessionRow(first.session_id)).event_sequence).toBe(6);
  });

  test("come in the order of their numbers, though all are of one millisecond: listed, exported and replayed", async () => {
    const stage = await open({ strong: true });
    const { context } = stage;
    const at = context.clock.now();
    const first = await stage.pay();
    await stage.callBack(first, { status: "failed" });
    const second = await stage.start(first.session_id);
    await stage.callBack(second, paid);
    await stage.callBack(first, paid);
    const types = [
      "payment.pending",
      "payment.failed",
      "payment.pending",
      "payment.succeeded",
      "session.succeeded",
      "payment.duplicate",
    ];
    const range = { from: toIsoTime(at), to: toIsoTime(at + 1) };
    const listed: string[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await listEvents(context, { ...range, limit: 2, ...(cursor && { cursor }) });
      if (!page.ok) throw new Error(page.detail);
      listed.unshift(...page.value.data.map(({ type }) => type).reverse());
      cursor = page.value.nextCursor ?? undefined;
    }
    expect(listed).toEqual(types);
    const exported: string[] = [];
    for await (const part of exportEvents(context, range)) exported.push(part);
    const rows = exported.join("").trim().split("\r\n").slice(1);
    expect(rows.map((row) => row.split(",")[1]).reverse()).toEqual(types);
    for (const undelivered_only of [0, 1] as const) {
      const replay = { ...replayRow("rpl_1"), from_at: at, to_at: at + 1, after_at: 0, undelivered_only };
      const { events } = await nextToReplay(context.database.kysely, replay);
      expect(events.map(({ type }) => type)).toEqual(types);
    }
  });

  test("have numbers of their own beside another session's", async () => {
    const stage = await open({ strong: true });
    const [one, other] = [await stage.pay(), await stage.pay()];
    await stage.callBack(other, paid);
    expect(await numbersOf(stage, { session: one.session_id })).toEqual([[1, "payment.pending"]]);
    expect((await numbersOf(stage, { session: other.session_id })).map(([number]) => number)).toEqual([
      1, 2, 3,
    ]);
  });
});

forEachStage("the events of a payout", (open) => {
  test("have a number at least as great as the seconds since it was made", async () => {
    const stage = await open();
    const payout = await stage.payOut();
    stage.script.queryPayout = answers({ status: "succeeded", amountText: "10.00" });
    await stage.pass(2 * minute);
    const [[number, type] = []] = await numbersOf(stage, { payout: payout.id });
    expect([type, (await stage.payout(payout.id)).event_sequence]).toEqual(["payout.succeeded", number]);
    expect(number).toBeGreaterThan(30);
    expect(number).toBeLessThan(122);
  });
});

forEachStage("after a restore from a backup", (open) => {
  test("the next event has a greater number than those that the backup does not know", async () => {
    const stage = await open({ strong: true });
    const first = await stage.pay();
    const { session_id: session } = first;
    const backup = await stage.sessionRow(session);
    await stage.callBack(first, { status: "failed" });
    const second = await stage.start(session);
    await stage.callBack(second, paid);
    const before = await numbersOf(stage, { session });
    // Only the number is as in the backup: the events that were sent since stay for comparison.
    const { event_sequence } = backup;
    await stage.database.kysely
      .updateTable("sessions")
      .set({ event_sequence })
      .where("id", "=", session)
      .execute();
    await stage.pass(hour);
    await stage.callBack(first, paid);
    const after = await numbersOf(stage, { session });
    const told = after.slice(before.length);
    expect(told.map(([, type]) => type)).toEqual(["payment.duplicate"]);
  });
});
