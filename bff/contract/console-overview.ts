/** What the console shows beside the objects of the merchant API: what needs a person, and the numbers of its charts. */

import { z } from "zod";
import { dayMs } from "../core/days.ts";
import { time } from "./fields.ts";
import { money } from "./money.ts";
import { paymentException } from "./states.ts";

/** In the order of the answer: money that may be lost comes first. */
export const needKinds = [
  "payment_review",
  "payout_review",
  "payout_unknown",
  "payment_unknown",
  "payment_reversal",
  "payout_reversal",
  "stray_money",
  "discrepancy",
  "payout_approval",
  "refund_approval",
  "refund_claim",
  "open_circuit",
  "uncovered_account",
  "disabled_endpoint",
  "dead_delivery",
  "dead_job",
  "drift",
] as const;
export type NeedKind = (typeof needKinds)[number];

export const needObjects = [
  "payment",
  "payout",
  "refund",
  "session",
  "account",
  "endpoint",
  "replay",
] as const;

const needParams = z
  .object({
    amount: money.optional().meta({ description: "Of a payment, payout or refund." }),
    received: money.optional().meta({ description: "What has been received, of a payment in review." }),
    exceptions: z
      .array(paymentException)
      .optional()
      .meta({ description: "What is not as expected, of a payment in review." }),
    reference: z.string().optional().meta({ description: "The merchant's, of a payment or payout." }),
    account: z.string().optional().meta({ description: "The account of it." }),
    payment: z.string().optional().meta({ description: "The payment of a refund or discrepancy." }),
    payout: z.string().optional().meta({ description: "The payout of a refund or discrepancy." }),
    orderNo: z.string().optional().meta({ description: "Of stray money, and of a discrepancy." }),
    day: z.iso.date().optional().meta({ description: "The day of a discrepancy, in UTC." }),
    what: z.string().optional().meta({
      description:
        "Which of its kind: a discrepancy's kind, an open circuit's operation, a job's kind, why an account is uncovered (`account_missing`, `merchant_changed`, `currency_changed`, `endpoint_missing`), drift's kind.",
    }),
    name: z.string().optional().meta({ description: "What drift was seen last: a field, a code, a type." }),
    reported: z.string().optional().meta({
      description:
        "The amount of stray money as the provider wrote it, with the currency where it named one.",
    }),
    detail: z.string().optional().meta({ description: "In English words, for a person." }),
  })
  .meta({ description: "What the words about it name. Each is there where it is known." });

const need = z
  .object({
    kind: z.enum(needKinds).meta({ description: "What it is. More kinds may come." }),
    object: z.enum(needObjects).meta({ description: "What `id` names, and where to go." }),
    id: z.string().meta({ description: "The id of that object." }),
    since: time.nullable().meta({ description: "Since when; null where nobody knows." }),
    count: z.number().int().meta({
      description:
        "How many it stands for: dead deliveries of an endpoint (up to 1,000), what is open of an uncovered account, what drifted of an account. Else 1.",
    }),
    params: needParams,
  })
  .meta({ description: "Something that needs a person." });
export type ConsoleNeed = z.infer<typeof need>;

export const todayAnswer = z.object({
  data: z.array(need).meta({ description: "By kind, at most 50 of each; in a kind the oldest first." }),
  truncated: z.boolean().meta({ description: "True: of one kind or more there are more than 50." }),
});
export type TodayAnswer = z.infer<typeof todayAnswer>;

const mostChartDays = 92;

export const chartsQuery = z
  .strictObject({
    from: z.iso.date().meta({ description: "The first day, in UTC.", examples: ["2026-11-01"] }),
    to: z.iso.date().meta({
      description: `The last day, in UTC: at most ${mostChartDays} days with the first.`,
      examples: ["2026-11-30"],
    }),
    account: z.string().min(1).max(64).optional().meta({ description: "Only payments of this account." }),
    method: z.string().min(1).max(64).optional().meta({ description: "Only payments by this method." }),
  })
  .refine(
    ({ from, to }) =>
      Date.parse(from) <= Date.parse(to) && Date.parse(to) - Date.parse(from) < mostChartDays * dayMs,
    { path: ["to"], error: `must not be before from, and at most ${mostChartDays} days with it` },
  );
export type ChartsQuery = z.input<typeof chartsQuery>;

const percentiles = z.object({
  median: z.number().int().meta({ description: "The median, in milliseconds." }),
  p95: z.number().int().meta({ description: "The 95th percentile, in milliseconds." }),
});

const chartRow = z
  .object({
    day: z.iso.date().meta({ description: "The day, in UTC, on which the payments were created." }),
    account: z.string().meta({ description: "Their account." }),
    method: z.string().meta({ description: "Their method." }),
    currency: z.string().meta({ description: "Their currency." }),
    created: z.number().int().meta({ description: "How many were created." }),
    succeeded: z.number().int().meta({ description: "How many of them have succeeded." }),
    failed: z.number().int().meta({
      description: "How many have failed, expired or been canceled. The others are open.",
    }),
    amountSucceeded: money.meta({ description: "The amounts of those that have succeeded, added up." }),
    timeToPaidMs: percentiles.nullable().meta({
      description: "From the creation until it was known here to be paid; null where none has succeeded.",
    }),
    reportedByCallback: z.number().int().meta({
      description:
        "How many of the successes had a verified callback when they were known here. Where it is much less than all, callbacks are late or do not arrive.",
    }),
  })
  .meta({ description: "The payments of one day, account, method and currency." });
export type ChartRow = z.infer<typeof chartRow>;

export const chartsAnswer = z.object({
  from: z.iso.date().meta({ description: "The first day." }),
  to: z.iso.date().meta({ description: "The last day." }),
  accounts: z.array(z.string()).meta({ description: "The accounts that the rows name, sorted." }),
  methods: z.array(z.string()).meta({ description: "The methods that the rows name, sorted." }),
  days: z.array(chartRow).meta({ description: "Only what there is, by day, account, method and currency." }),
});
export type ChartsAnswer = z.infer<typeof chartsAnswer>;
