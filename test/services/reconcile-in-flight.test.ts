/** How a run goes through the orders of a day: so many at once, and again only those that were not answered. */
import { expect, test } from "vitest";
import type { QueryResult } from "../../bff/providers/contract.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { lockPaymentForQuery } from "../../bff/storage/repositories/query-locks.ts";
import { reconcile, reconciledDay, writeOrders } from "./support/reconcile.ts";
import { noAnswer } from "./support/scripted-provider.ts";
import { answers, type Stage } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";
import { minute, second } from "./support/times.ts";

const atOnce = 16;
const pending = answers({});
const orderNoOf = (paymentId: string) => `order-no-${paymentId}`;

/** Keeps each question until it is answered by hand. */
function keepQuestions(stage: Stage) {
  const held: { readonly orderNo: string; readonly answer: () => void }[] = [];
  stage.script.query = (ref) =>
    new Promise<QueryResult>((resolve) => {
      held.push({ orderNo: ref.orderNo, answer: () => resolve(pending(ref)) });
    });
  return held;
}

const askedOf = (stage: Stage) => stage.asked.map(({ orderNo }) => orderNo);
const leftOf = async ({ database }: Stage) =>
  (
    await database.kysely
      .selectFrom("reconciliation_orders")
      .select("subject_id")
      .where("day", "=", reconciledDay)
      .orderBy("subject_id")
      .execute()
  ).map((row) => row.subject_id);
const runOf = async ({ database }: Stage) =>
  await database.kysely.selectFrom("reconciliations").selectAll().executeTakeFirstOrThrow();

async function answerUntilLeft(
  count: number,
  { stage, held }: { readonly stage: Stage; readonly held: ReturnType<typeof keepQuestions> },
): Promise<void> {
  const answerAll = async () => {
    for (const { answer } of held.splice(0)) answer();
    return (await leftOf(stage)).length;
  };
  await expect.poll(answerAll).toBe(count);
}

function withCircuit(stage: Stage, stateOf: Stage["context"]["circuits"]["stateOf"]): void {
  Object.assign(stage, { context: { ...stage.context, circuits: { stateOf } } });
}

forEachStage("the orders of a day", (open) => {
  test("are queried sixteen at once and no more, so that sixteen take as long as one", async () => {
    const stage = await open();
    const count = 10 * atOnce;
    await writeOrders(stage.database, "payment", count);
    const held = keepQuestions(stage);
    const run = reconcile(stage.context);
    let rounds = 0;
    for (let answered = 0; answered < count; answered += atOnce) {
      await expect.poll(() => stage.asked.length).toBe(answered + atOnce);
      expect(held).toHaveLength(atOnce);
      for (const { answer } of held.splice(0)) answer();
      rounds++;
    }
    expect(await run).toMatchObject({ checked: count, unanswered: 0 });
    expect(rounds).toBe(10);
    expect(new Set(askedOf(stage)).size).toBe(count);
  });

  test("do not wait for a slow one, which holds up only its own place", async () => {
    const stage = await open();
    const ids = await writeOrders(stage.database, "payment", 60);
    const held = keepQuestions(stage);
    const run = reconcile(stage.context);
    await expect.poll(() => held.length).toBe(atOnce);
    const [slow] = held.splice(0, 1);
    await answerUntilLeft(1, { stage, held });
    expect(ids.map(orderNoOf)).toContain(slow?.orderNo);
    expect((await runOf(stage)).checked).toBe(59);
    slow?.answer();
    expect(await run).toMatchObject({ checked: 60, unanswered: 0 });
  });

  test("are read a page ahead, so that no place is free while the next page is read", async () => {
    const stage = await open();
    await writeOrders(stage.database, "payment", 150);
    const held = keepQuestions(stage);
    let pages = 0;
    const readAll: Database["readAll"] = async (queries) => {
      if (queries.length > 10) pages++;
      return await stage.database.readAll(queries);
    };
    const run = reconcile({ ...stage.context, database: { ...stage.database, readAll } });
    await expect.poll(() => held.length).toBe(atOnce);
    await expect.poll(() => pages).toBe(2);
    expect(askedOf(stage)).toHaveLength(atOnce);
    await answerUntilLeft(0, { stage, held });
    expect(await run).toMatchObject({ checked: 150, unanswered: 0 });
  });

  test("are left when the page after the first cannot be read, and the run says so", async () => {
    const stage = await open();
    await writeOrders(stage.database, "payment", 150);
    let pages = 0;
    const readAll: Database["readAll"] = async (queries) => {
      if (queries.length > 10 && ++pages === 2) throw new Error("the second page");
      return await stage.database.readAll(queries);
    };
    const context = { ...stage.context, database: { ...stage.database, readAll } };
    await expect(reconcile(context)).rejects.toThrow("the second page");
    expect(askedOf(stage)).toHaveLength(100);
    expect(await reconcile(stage.context)).toMatchObject({ checked: 150, unanswered: 0 });
    expect(askedOf(stage)).toHaveLength(150);
  });

  test("are all reached, page after page, payments and payouts", async () => {
    const stage = await open();
    const [payments, payouts] = [
      await writeOrders(stage.database, "payment", 250),
      await writeOrders(stage.database, "payout", 101),
    ];
    expect(await reconcile(stage.context)).toMatchObject({ checked: 351, unanswered: 0 });
    expect(askedOf(stage).sort()).toEqual(payments.map(orderNoOf));
    expect(stage.payoutsAsked.map(({ orderNo }) => orderNo).sort()).toEqual(payouts.map(orderNoOf));
    expect(await leftOf(stage)).toEqual([]);
  });
});

forEachStage("a run that is broken off", (open) => {
  test("by a kill goes on in another process with the one order that had no answer", async () => {
    const stage = await open();
    const ids = await writeOrders(stage.database, "payment", 50);
    const held = keepQuestions(stage);
    // The process stops here for good: it gets no answer, and never looks again.
    void reconcile(stage.context);
    await expect.poll(() => held.length).toBe(atOnce);
    const [unanswered] = held.splice(0, 1);
    await answerUntilLeft(1, { stage, held });
    await stage.pass(minute);
    stage.asked.length = 0;
    stage.script.query = pending;
    const other = stage.join("other");
    expect(await reconcile(other)).toMatchObject({ checked: ids.length, unanswered: 0 });
    expect(askedOf(stage)).toEqual([unanswered?.orderNo]);
    expect(await runOf(stage)).toMatchObject({ checked: ids.length, error: null });
    expect((await runOf(stage)).finished_at).not.toBeNull();
  });

  test("by the end of its process starts no further order, and the next one asks about the rest only", async () => {
    const stage = await open();
    const ids = await writeOrders(stage.database, "payment", 60);
    const isStopping = () => stage.asked.length >= 20;
    const stopped = await reconcile(stage.context, { isStopping });
    // Those that had been started are asked about, and no other.
    const asked = stage.asked.length;
    expect(asked).toBeLessThan(20 + atOnce);
    expect(stopped).toMatchObject({ checked: asked, unanswered: 60 - asked });
    const error = `${60 - asked} orders have no answer yet`;
    expect(await runOf(stage)).toMatchObject({ finished_at: null, error });
    expect(await reconcile(stage.context)).toMatchObject({ checked: 60, unanswered: 0 });
    expect(askedOf(stage).sort()).toEqual(ids.map(orderNoOf));
  });

  test("by a provider that goes away goes on where it stopped", async () => {
    const stage = await open();
    const ids = await writeOrders(stage.database, "payment", 60);
    let isAway = false;
    stage.script.query = (ref) => {
      isAway ||= stage.asked.length >= 30;
      return pending(ref);
    };
    withCircuit(stage, (_account, operation) => (isAway && operation === "query" ? "open" : "closed"));
    const broken = await reconcile(stage.context);
    expect(broken.unanswered).toBeGreaterThan(0);
    expect(broken.unanswered).toBeLessThanOrEqual(30);
    expect(stage.asked).toHaveLength(60 - broken.unanswered);
    stage.script.query = pending;
    isAway = false;
    expect(await reconcile(stage.context)).toMatchObject({ checked: 60, unanswered: 0 });
    expect(askedOf(stage).sort()).toEqual(ids.map(orderNoOf));
  });

  test("leaves a provider alone that answers nothing, and has queried the other kind of order", async () => {
    const stage = await open();
    await writeOrders(stage.database, "payment", 200);
    await writeOrders(stage.database, "payout", 3);
    stage.script.query = noAnswer;
    const silent = await reconcile(stage.context);
    expect(silent).toMatchObject({ checked: 3, unanswered: 200 });
    expect(stage.asked.length).toBeGreaterThanOrEqual(3 * atOnce);
    expect(stage.asked.length).toBeLessThan(4 * atOnce);
    stage.script.query = pending;
    expect(await reconcile(stage.context)).toMatchObject({ checked: 203, unanswered: 0 });
  });
});

forEachStage("an order of a day", (open) => {
  test("that got no answer is queried again, alone", async () => {
    const stage = await open();
    const [lost = ""] = await writeOrders(stage.database, "payment", 20);
    stage.script.query = (ref) => (ref.orderNo === orderNoOf(lost) ? noAnswer() : pending(ref));
    expect(await reconcile(stage.context)).toMatchObject({ checked: 19, unanswered: 1 });
    stage.asked.length = 0;
    stage.script.query = pending;
    expect(await reconcile(stage.context)).toMatchObject({ checked: 20, unanswered: 0 });
    expect(askedOf(stage)).toEqual([orderNoOf(lost)]);
  });

  test("that somebody else queries at that moment is left for the next run", async () => {
    const stage = await open();
    const [busy = ""] = await writeOrders(stage.database, "payment", 3);
    await lockPaymentForQuery(stage.database, {
      id: busy,
      now: stage.time.now(),
      lockMs: 20 * second,
      floorMs: 0,
    });
    expect(await reconcile(stage.context)).toMatchObject({ checked: 2, unanswered: 1 });
    await stage.time.runUntil(stage.time.now() + 21 * second);
    expect(await reconcile(stage.context)).toMatchObject({ checked: 3, unanswered: 0 });
  });

  test("is queried while no other is, as long as the account's circuit lets one call through", async () => {
    const stage = await open();
    await writeOrders(stage.database, "payment", 20);
    let isClosed = false;
    withCircuit(stage, () => (isClosed ? "closed" : "half_open"));
    const held = keepQuestions(stage);
    const run = reconcile(stage.context);
    for (let asked = 1; asked <= 3; asked++) {
      await expect.poll(() => stage.asked.length).toBe(asked);
      expect(held).toHaveLength(1);
      isClosed = asked === 3;
      held.pop()?.answer();
    }
    await expect.poll(() => held.length).toBe(atOnce);
    stage.script.query = pending;
    for (const { answer } of held.splice(0)) answer();
    expect(await run).toMatchObject({ checked: 20, unanswered: 0 });
  });
});
