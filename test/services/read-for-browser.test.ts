import { expect, test } from "vitest";
import { readBrowserStatus } from "../../bff/services/browser/read-for-browser.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { forEachEngine } from "../support/databases.ts";
import { answers, createStage } from "./support/stage.ts";

const second = 1_000;

/** A payment, and a customer who polls; `writes` counts the statements that change a row. */
async function pollingStage(database: Parameters<typeof createStage>[0]["database"]) {
  const stage = createStage({ database });
  const payment = await stage.pay();
  let writes = 0;
  const counting = {
    ...database,
    kysely: database.kysely.withPlugin({
      transformQuery: ({ node }) => {
        if (node.kind !== "SelectQueryNode") writes++;
        return node;
      },
      transformResult: async ({ result }) => result,
    }),
  };
  const context = { ...stage.context, database: counting };
  const poll = () => readBrowserStatus(context, { sessionId: payment.session_id, maySync: true });
  return { stage, payment, poll, writes: () => writes };
}

forEachEngine("a customer's poll", (open) => {
  test("queries the provider 15, 45 and 120 s after the creation, then never, and writes nothing in between", async () => {
    const { stage, payment, poll, writes } = await pollingStage(await open());
    const polls = [1, 14, 15, 20, 44, 45, 60, 119, 120, 300, 3_600, 86_400];
    const asked: number[] = [];
    for (const age of polls) {
      await stage.time.runUntil(payment.created_at + age * second);
      const before = { queries: stage.asked.length, writes: writes() };
      await poll();
      if (stage.asked.length > before.queries) asked.push(age);
      else expect(writes(), `${age} s`).toBe(before.writes);
    }
    expect(asked).toEqual([15, 45, 120]);
  });

  test("that queries the provider answers with what the query brought, and reads nothing again", async () => {
    const { stage, payment } = await pollingStage(await open());
    await stage.pass(30 * second);
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    const { database } = stage.context;
    let reads = 0;
    const count = <T>(rows: T): T => {
      reads++;
      return rows;
    };
    const counted: Database = {
      ...database,
      read: async (query) => count(await database.read(query)),
      readAll: async (queries) => count(await database.readAll(queries)),
    };
    const context = { ...stage.context, database: counted };
    const session = await stage.sessionRow(payment.session_id);
    const about = { sessionId: session.id, session, maySync: true };
    const status = await readBrowserStatus(context, about);
    expect(status).toMatchObject({
      ok: true,
      value: { status: "succeeded", payment: { status: "succeeded" } },
    });
    // The payments, by which it knows that it may query.
    expect(reads).toBe(1);
  });

  test("while another process queries writes nothing", async () => {
    const { stage, poll, writes } = await pollingStage(await open());
    await stage.pass(30 * second);
    const answer = Promise.withResolvers<void>();
    stage.script.query = async (ref) => {
      await answer.promise;
      return answers({})(ref);
    };
    const first = poll();
    await expect.poll(() => stage.asked.length).toBe(1);
    await stage.time.runUntil(stage.time.now() + 11 * second);
    const before = writes();
    await poll();
    expect(writes()).toBe(before);
    answer.resolve();
    await first;
  });
});
