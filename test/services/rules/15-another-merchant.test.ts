/** Rule 15: what another merchant's contract answers means nothing about the order. */
import { expect, test } from "vitest";
import { noAnswer } from "../support/scripted-provider.ts";
import { forEachStage } from "../support/stages.ts";
import { minute } from "../support/times.ts";

forEachStage("rule 15", (open) => {
  test("rule 15: an order in doubt is never made once more at another merchant, to find out about it", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = noAnswer;
    await stage.pay();
    await stage.pass(minute);
    // A provider that can only be asked by creating again does so for an order that was not accepted.
    expect(stage.asked.at(-1)?.accepted).toBe(false);
    const accounts = new Map(
      [...stage.context.accounts].map(([id, account]) => [id, { ...account, identity: "another" }] as const),
    );
    Object.assign(stage, { context: { ...stage.context, accounts } });
    const asked = stage.asked.length;
    await stage.pass(10 * minute);
    const since = stage.asked.slice(asked);
    expect(since.length).toBeGreaterThan(0);
    expect(since.every((ref) => ref.accepted)).toBe(true);
  });
});
