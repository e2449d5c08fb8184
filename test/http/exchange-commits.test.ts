/** What is said to and by a provider costs no commit. Source: docs/exchanges.md#when-they-are-written */
import { expect, test } from "vitest";
import { listExchangesAnswer } from "../../bff/contract.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import type { Write } from "../../bff/storage/engine/statements.ts";
import { insertExchange, trimExchanges } from "../../bff/storage/repositories/exchanges.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

const ofExchanges = new Set(
  [
    insertExchange({ id: "", subject_id: "", at: 0, is_refused: 0, said_sealed: "" }),
    trimExchanges.heard({ subjectId: "" }),
    trimExchanges.refused({ subjectId: "" }),
  ].map(({ statement }) => statement.name),
);

/** The batches that the app commits from now on; a batch without a write is none. */
function watchBatches({ database }: TestApp): readonly (readonly Write[])[] {
  const batches: (readonly Write[])[] = [];
  const { change } = database;
  const counted: Pick<Database, "change"> = {
    async change(asked) {
      let writes: readonly Write[] = [];
      const result = await change({
        ...asked,
        decide(rowSets) {
          const decision = asked.decide(rowSets);
          writes = decision.writes;
          return decision;
        },
      });
      if (writes.length > 0) batches.push(writes);
      return result;
    },
  };
  Object.assign(database, counted);
  return batches;
}

describeApp("exchanges", {}, (app) => {
  test("are written in batches that are committed anyway, from a payment's creation to its success", async () => {
    const batches = watchBatches(app());
    const { clientToken } = await app().api.createSession();
    const { id } = await app().browser(clientToken).start("store");
    // A query that brings no news.
    app().clock.advance(90_000);
    await app().runJobsUntilIdle();
    app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
    await app().settle();
    expect((await app().api.readPayment(id)).status).toBe("succeeded");
    const kept = batches.filter((batch) => batch.some(({ statement }) => ofExchanges.has(statement.name)));
    const withoutThem = batches.filter((batch) =>
      batch.some(({ statement }) => !ofExchanges.has(statement.name)),
    );
    // The creation, the query without news, the callback, and the query that confirms it.
    expect(kept.length).toBeGreaterThanOrEqual(4);
    expect(batches.length).toBe(withoutThem.length);
    const { data } = (await app().api.get(`/v1/payments/${id}/exchanges`)).as(listExchangesAnswer);
    expect(data.length).toBeGreaterThanOrEqual(4);
  });
});
