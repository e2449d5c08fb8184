import { expect, test } from "vitest";
import type { ProviderDetails } from "../../bff/providers/contract.ts";
import { answers, refused } from "./support/scripted-provider.ts";
import type { Stage } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";

const details: ProviderDetails = {
  utr: null,
  feeText: null,
  code: "50099",
  message: "payer ana@example.com, +52 5512345678, is blocked: 20261120120000abcdefgh12345678",
};
const coded = { providerCode: "50099" };

/** Keeps what is logged and counted. */
function watch(stage: Stage) {
  const logged: unknown[][] = [];
  const counted: unknown[][] = [];
  const { logger } = stage.context;
  const keep =
    (level: string) =>
    (...line: unknown[]) =>
      void logged.push([level, ...line]);
  const metrics = { count: (...sample: unknown[]) => void counted.push(sample), measure: () => undefined };
  const watched = Object.assign(Object.create(logger), { warn: keep("warn"), error: keep("error") });
  Object.assign(stage, { context: { ...stage.context, metrics, logger: watched } });
  const times = (name: string) => counted.filter(([each]) => each === name);
  return { logged, times };
}

forEachStage("what a provider says for the operator", (open) => {
  test("is in the log by its code where a creation, a query or a payout is in doubt, and never in its words", async () => {
    const stage = await open();
    const { logged, times } = watch(stage);
    const doubt = { kind: "unknown", cause: "unclear_refusal", details } as const;
    stage.script.create = () => doubt;
    stage.script.createPayout = () => doubt;
    stage.script.query = () => doubt;
    stage.script.queryPayout = () => doubt;
    const payment = await stage.pay();
    const payout = await stage.payOut();
    await stage.pass(10_000);
    expect([payment.status, payout.status]).toEqual(["unknown", "unknown"]);
    for (const ids of [{ paymentId: payment.id }, { payoutId: payout.id }]) {
      const lines = logged.filter(([, fields]) => JSON.stringify(fields).includes(Object.values(ids).join()));
      expect(lines.length).toBeGreaterThanOrEqual(2);
      for (const [level, fields] of lines) {
        expect(level).toBe("warn");
        expect(fields).toMatchObject({ ...ids, accountId: "weak", cause: "unclear_refusal", ...coded });
      }
    }
    expect(JSON.stringify(logged)).not.toContain("blocked");
    expect(times("provider_unknowns").length).toBeGreaterThanOrEqual(4);
    expect(times("provider_alarms")).toEqual([]);
  });

  test("is an alarm where it objects to us, also if the payout is in doubt all the same", async () => {
    const stage = await open();
    const { logged, times } = watch(stage);
    stage.script.create = () => ({ ...refused, code: "signature_refused", alarm: true, details });
    stage.script.createPayout = () => ({
      kind: "unknown",
      cause: "unclear_refusal",
      alarmCode: "signature_refused",
      details,
    });
    await stage.pay();
    expect((await stage.payOut()).status).toBe("unknown");
    const errors = logged.filter(([level]) => level === "error").map(([, fields]) => fields);
    expect(errors).toMatchObject([
      { code: "signature_refused", ...coded },
      { code: "signature_refused", ...coded },
    ]);
    expect(JSON.stringify(logged)).not.toContain("blocked");
    expect(times("provider_alarms")).toHaveLength(2);
  });

  test("is counted and logged as an undocumented status of a payout, by query and by callback, as a payment's is", async () => {
    const stage = await open();
    const { logged, times } = watch(stage);
    stage.script.queryPayout = answers({ undocumentedStatus: "77" });
    const payout = await stage.payOut();
    await stage.pass(75_000);
    await stage.callBack(payout, { undocumentedStatus: "78" });
    expect(times("undocumented_statuses").length).toBeGreaterThanOrEqual(2);
    const statuses = logged
      .map(([, fields]) => fields)
      .filter((fields) => JSON.stringify(fields).includes("Status"));
    expect(statuses).toEqual(
      expect.arrayContaining([
        { payoutId: payout.id, accountId: "weak", undocumentedStatus: "77" },
        { payoutId: payout.id, accountId: "weak", undocumentedStatus: "78" },
      ]),
    );
  });
});
