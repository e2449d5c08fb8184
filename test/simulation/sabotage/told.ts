/** Mistakes in how a provider's words are taken: its answers, its callbacks, its refusals. */
import type { UnknownOutcome } from "../../../bff/providers/contract.ts";
import type { Mistakes } from "../support/first-notice.ts";
import { adapters, answers, callbacks, payoutSides, reports, toldFacts } from "../support/make-mistakes.ts";

const isEnd = (status: string) => status === "failed" || status === "canceled";

/** HTML, or a status that no documentation names. */
const isGateways = ({ cause }: UnknownOutcome) => cause === "error_status" || cause === "unreadable_answer";

export const told: Mistakes = {
  "a time-out is called a failure": {
    rules: [1],
    done: adapters((adapter) => ({
      async createPayment(order) {
        const result = await adapter.createPayment(order);
        if (result.kind !== "unknown") return result;
        return { kind: "refused", code: "timeout", retryable: true, alarm: false };
      },
    })),
    noticed: /payment pay_\w+ was called failed while its order stood/,
    firstSeed: 11,
  },
  "an order without an answer is sent again": {
    rules: [1],
    done: adapters((adapter) => ({
      async createPayment(order) {
        const result = await adapter.createPayment(order);
        return result.kind === "unknown" ? await adapter.createPayment(order) : result;
      },
    })),
    noticed: /was created 2 times/,
    firstSeed: 3,
  },
  "a payout without an answer is sent again": {
    rules: [12],
    done: payoutSides((side) => ({
      async create(order) {
        const result = await side.create(order);
        return result.kind === "unknown" ? await side.create(order) : result;
      },
    })),
    noticed: /was created 2 times/,
    firstSeed: 2,
  },
  "a weakly signed callback counts by itself": {
    rules: [5],
    done: toldFacts((fact) => ({ ...fact, mustConfirm: false })),
    noticed: /by a callback that proves nothing/,
  },
  "amounts are not looked at": {
    rules: [5],
    done: reports((report) => ({ ...report, amountText: null, amountUntold: false })),
    noticed: /is paid \(\d+\) and|succeeded with/,
    firstSeed: 8,
  },
  "a currency is not looked at": {
    rules: [5],
    done: reports((report) => ({ ...report, currency: null })),
    switches: ["otherCurrencies"],
    noticed: /is paid in another currency, and succeeded/,
  },
  "a currency counts only as it is spelt in the configuration": {
    rules: [5],
    done: reports((report) => ({ ...report, currency: report.currency === "mxn" ? "XXX" : report.currency })),
    switches: ["otherSpellings"],
    noticed: /left in review, its order is paid as it should be/,
    firstSeed: 18,
  },
  "every success is left to a person": {
    rules: [5],
    done: reports((report) => ({ ...report, currency: "XXX" })),
    noticed: /left in review/,
    firstSeed: 7,
  },
  "nobody asks the provider": {
    rules: [9],
    done: adapters(() => ({ queryPayment: async () => ({ kind: "cannot_query" }) })),
    noticed: /is paid \(\d+\) and/,
  },
  "a status that is not documented is a failure": {
    rules: [7],
    done: reports((report) =>
      report.undocumentedStatus === null ? report : { ...report, status: "failed", undocumentedStatus: null },
    ),
    noticed: /payment pay_\w+ was called failed while its order stood/,
  },
  "the query alone says how much was paid": {
    rules: [13],
    done: toldFacts((fact) => ({ ...fact, report: { ...fact.report, amountText: null } })),
    switches: ["queriesNameTheOrder"],
    noticed: /is paid \(\d+\) and pay_\w+ is succeeded|succeeded with/,
    firstSeed: 11,
  },
  "no answer is taken for still pending": {
    rules: [14],
    done: adapters((adapter) => ({
      async queryPayment(ref) {
        const result = await adapter.queryPayment(ref);
        if (result.kind !== "unknown") return result;
        const report = {
          orderNo: ref.orderNo,
          providerOrderId: null,
          status: "pending",
          amountText: null,
          orderedAmountText: null,
          currency: null,
          nextAction: null,
          undocumentedStatus: null,
        } as const;
        return { kind: "report", report };
      },
    })),
    switches: ["lostLastQueries"],
    noticed: /is paid \(\d+\) and pay_\w+ is expired/,
  },
  "a gateway's page is no such order": {
    rules: [15],
    done: answers((result) =>
      result.kind === "unknown" && isGateways(result) ? { kind: "not_found" } : result,
    ),
    switches: ["gatewayAnswers"],
    noticed: /payment pay_\w+ was called failed while its order stood/,
    firstSeed: 32,
  },
  "a gateway's page is no such payout": {
    rules: [15],
    done: answers(
      (result) => (result.kind === "unknown" && isGateways(result) ? { kind: "not_found" } : result),
      ["payout"],
    ),
    switches: ["gatewayAnswers"],
    noticed: /payout po_\w+ was called failed while its order stood/,
    firstSeed: 9,
  },
  "whatever is not taken is refused": {
    rules: [15],
    done: payoutSides((side) => ({
      async create(order) {
        const result = await side.create(order);
        if (result.kind !== "unknown" || result.cause === "connection_lost") return result;
        return { kind: "refused", code: result.cause, retryable: true, alarm: false };
      },
    })),
    switches: ["busyCreations"],
    noticed: /payout po_\w+ was called failed while its order stood/,
    firstSeed: 5,
  },
  "a weakly signed failure ends a payment": {
    rules: [16],
    done: toldFacts(
      (fact) => (isEnd(fact.report.status) ? { ...fact, mustConfirm: false } : fact),
      ["payment"],
    ),
    switches: ["failuresMadeUp"],
    noticed: /payment pay_\w+ was called failed while its order stood/,
    firstSeed: 25,
  },
  "a weakly signed failure ends a payout": {
    rules: [16],
    done: toldFacts(
      (fact) => (isEnd(fact.report.status) ? { ...fact, mustConfirm: false } : fact),
      ["payout"],
    ),
    switches: ["failuresMadeUp"],
    noticed: /payout po_\w+ was called failed while its order stood/,
    firstSeed: 16,
  },
  "a callback that came before is not looked at again": {
    rules: [17],
    done: callbacks(
      (() => {
        const seen = new Set<string>();
        return (result, raw, { database }) => {
          const bytes = Buffer.from(raw.body).toString("utf8");
          const isRepeat = seen.has(bytes);
          seen.add(bytes);
          return isRepeat && result.kind === "facts" && database.engine ? { kind: "ping" } : result;
        };
      })(),
    ),
    switches: ["staleQueries"],
    noticed: /left in review, its order is paid as it should be/,
    firstSeed: 27,
  },
  "reversals are overheard": {
    rules: [11],
    done: toldFacts((fact) => (fact.report.status === "reversed" ? null : fact)),
    noticed: /hides a reversal/,
    firstSeed: 3,
  },
  "a reversal is one more success": {
    rules: [11, 20],
    done: toldFacts((fact) =>
      fact.report.status === "reversed" ? { ...fact, report: { ...fact.report, status: "succeeded" } } : fact,
    ),
    switches: ["reversalsTakenBack"],
    noticed: /hides a reversal/,
  },
  "a payout that comes back is overheard": {
    rules: [20],
    done: toldFacts((fact) => (fact.report.status === "reversed" ? null : fact), ["payout"]),
    switches: ["payoutsComeBack"],
    noticed: /came back, and nobody was told/,
    firstSeed: 2,
  },
  "how much has gone out is not looked at": {
    rules: [20],
    done: reports((report) => ({ ...report, amountText: null }), ["payout"]),
    switches: ["shortPayouts"],
    noticed: /of payout po_\w+ only \d+ went out, and nobody was told/,
    firstSeed: 31,
  },
  "a provider's number is kept as it came": {
    rules: [25],
    done: answers((result) =>
      result.kind === "report" && result.report.providerOrderId !== null
        ? {
            ...result,
            report: { ...result.report, providerOrderId: `\u0000${result.report.providerOrderId}` },
          }
        : result,
    ),
    switches: ["dirtyText"],
    noticed: /keeps a number with a control character/,
    firstSeed: 2,
  },
};
