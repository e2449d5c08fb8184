import { expect, test } from "vitest";
import { createMetrics } from "../../bff/metrics.ts";
import { forEachStage } from "./support/stages.ts";

forEachStage("the counter of a payout's changes", (open) => {
  test("says from which state to which", async () => {
    const stage = await open();
    const { metrics, render } = createMetrics();
    Object.assign(stage, { context: { ...stage.context, metrics } });
    const payout = await stage.payOut();
    const line = `pay_checkout_payout_transitions_total{account="weak",from="creating",to="${payout.status}"} 1`;
    expect((await render()).body).toContain(line);
  });
});
