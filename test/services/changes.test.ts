import { expect, test } from "vitest";
import type { ServiceContext } from "../../bff/services/context.ts";
import { cancelSession } from "../../bff/services/sessions/cancel-session.ts";
import { backend } from "../support/authors.ts";
import type { Stage } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";

/**
 * The stage's process, which records its commits and the sessions that it publishes. A test can make a commit fail.
 */
function noting(
  stage: Stage,
  mayCommit: boolean,
): { readonly context: ServiceContext; readonly notes: string[] } {
  const notes: string[] = [];
  const { database, channel } = stage.context;
  const context: ServiceContext = {
    ...stage.context,
    channel: { ...channel, publish: (sessionId) => void notes.push(sessionId) },
    database: {
      ...database,
      async change(change) {
        if (!mayCommit) {
          await database.change({
            load: change.load,
            decide: (rowSets) => ({ ...change.decide(rowSets), writes: [] }),
          });
          throw new Error("the database is away");
        }
        const result = await database.change(change);
        notes.push("committed");
        return result;
      },
    },
  };
  return { context, notes };
}

forEachStage("a change of a session", (open) => {
  test("is published after its commit", async () => {
    const stage = await open();
    const sessionId = await stage.session();
    const { context, notes } = noting(stage, true);
    expect((await cancelSession(context, { sessionId, author: backend })).ok).toBe(true);
    expect(notes).toEqual(["committed", sessionId]);
  });

  test("is not published when it was not committed", async () => {
    const stage = await open();
    const sessionId = await stage.session();
    const { context, notes } = noting(stage, false);
    await expect(cancelSession(context, { sessionId, author: backend })).rejects.toThrow(
      "the database is away",
    );
    expect((await stage.sessionRow(sessionId)).status).toBe("requires_payment_method");
    expect(notes).toEqual([]);
  });
});
