/** Payments and payouts are twins: what a provider says of one is logged and counted as of the other. */
import { describe, expect, test } from "vitest";
import type { OrderReport, QueryResult } from "../../bff/providers/contract.ts";
import { cancelPaymentByCustomer } from "../../bff/services/payments/cancel-payment.ts";
import { accepted, answers, reportOf } from "./support/scripted-provider.ts";
import type { Stage } from "./support/stage.ts";
import { forEachStage } from "./support/stages.ts";
import { minute } from "./support/times.ts";

const odd: Partial<OrderReport> = { undocumentedStatus: "77" };
const details = { utr: null, feeText: null, code: "50099", message: "words" };
const doubt = { kind: "unknown", cause: "error_status", details } as const;
const objection = { kind: "refused", code: "signature_refused", alarm: true, details } as const;
const otherRefusal = { kind: "refused", code: "busy", alarm: false, details } as const;

interface Told {
  readonly creation?: "odd" | "doubt" | "objection";
  readonly query?: QueryResult | "odd";
  readonly callback?: Partial<OrderReport>;
  readonly sign?: string;
}

const variants: readonly (readonly [string, Told])[] = [
  ["a creation answers with an undocumented status", { creation: "odd" }],
  ["a creation gets no answer to rely on", { creation: "doubt" }],
  ["a creation is refused as ours", { creation: "objection" }],
  ["a query answers with an undocumented status", { query: "odd" }],
  ["a query gets no answer to rely on", { query: doubt }],
  ["a query is refused as ours", { query: objection }],
  ["a query is refused otherwise", { query: otherRefusal }],
  ["a callback has an undocumented status", { callback: odd }],
  ["a callback has a status that is no plain code", { callback: { undocumentedStatus: "a b" } }],
  ["a callback is not signed", { callback: {}, sign: "bad" }],
];

/** What is logged and counted from now on, without the ids. */
function watch(stage: Stage) {
  const noted = new Set<string>();
  const { logger } = stage.context;
  const plain = (fields: Readonly<Record<string, unknown>>) => {
    const { paymentId, payoutId, sessionId, ...rest } = fields;
    return rest;
  };
  const keep = (level: string) => (fields: Readonly<Record<string, unknown>>, text: string) =>
    void noted.add(JSON.stringify([level, plain(fields), text]));
  const metrics = {
    count: (...sample: unknown[]) => void noted.add(JSON.stringify(sample)),
    measure: () => undefined,
  };
  const watched = Object.assign(Object.create(logger), { warn: keep("warn"), error: keep("error") });
  Object.assign(stage, { context: { ...stage.context, metrics, logger: watched } });
  // Which events there are is another matter.
  const isOther = (line: string) => line.includes("_transitions") || line.includes("webhook_deliveries");
  return () => [...noted].filter((line) => !isOther(line)).toSorted();
}

async function notedOf(stage: Stage, kind: "payment" | "payout", told: Told): Promise<string[]> {
  const { script } = stage;
  const { creation, query, callback, sign } = told;
  const said = (orderNo: string) => (creation === "odd" ? reportOf({ orderNo }, odd) : null);
  const refusal = { ...objection, retryable: false };
  script.create = ({ orderNo }) =>
    creation === "doubt"
      ? doubt
      : creation === "objection"
        ? refusal
        : { ...accepted, report: said(orderNo) };
  script.createPayout = ({ orderNo }) => {
    if (creation === "doubt") return doubt;
    if (creation === "objection") return refusal;
    return { kind: "accepted", providerOrderId: "P-1", report: said(orderNo) };
  };
  const answer = query === "odd" ? answers(odd) : query === undefined ? answers({}) : () => query;
  script.query = answer;
  script.queryPayout = answer;
  const noted = watch(stage);
  const order = kind === "payment" ? await stage.pay() : await stage.payOut();
  if (callback !== undefined) await stage.callBack(order, callback, sign === undefined ? {} : { sign });
  await stage.pass(2 * minute);
  return noted();
}

forEachStage("twins", (open) => {
  describe("a payment and a payout are logged and counted alike", () => {
    test.each(variants)("when %s", async (_, told) => {
      const payment = await notedOf(await open(), "payment", told);
      expect(payment).not.toEqual([]);
      expect(await notedOf(await open(), "payout", told)).toEqual(payment);
    });
  });

  test("a cancel is noted as a query is: without an answer, and refused as ours", async () => {
    const stage = await open({ cancelable: true });
    const noted = watch(stage);
    for (const result of [doubt, objection]) {
      stage.script.cancel = () => result;
      const { id: paymentId, session_id: sessionId } = await stage.pay();
      await cancelPaymentByCustomer(stage.context, { sessionId, paymentId });
    }
    const lines = noted().join();
    expect(lines).toContain('["provider_unknowns",{"account":"weak","cause":"error_status"}]');
    expect(lines).toContain('["provider_alarms",{"account":"weak","code":"signature_refused"}]');
  });
});
