/** A day of an account as its provider lists it, and where that differs from what is here. */
import { z } from "zod";
import { time, wholeNumber } from "./fields.ts";
import { money } from "./money.ts";

export const statementQuery = z.strictObject({
  day: z.iso
    .date()
    .optional()
    .meta({ description: "The day, in UTC. Absent: today.", examples: ["2026-11-19"] }),
  type: z
    .enum(["payment", "transfer"])
    .optional()
    .meta({ description: "Only entries of this type. Absent: both.", examples: ["payment"] }),
  page: wholeNumber(z.number().int().min(1))
    .default(1)
    .meta({ description: "Which page of the entries, from 1.", examples: [1] }),
  pageSize: wholeNumber(z.number().int().min(1).max(2000))
    .default(200)
    .meta({ description: "How many entries a page has.", examples: [200] }),
});
export type StatementQuery = z.input<typeof statementQuery>;

const orderNo = z.string().meta({
  description: "The number that the provider was given; its own number if it names no other.",
  examples: ["20261119120000k3m9x0q2w8z7a1b4"],
});
const paymentId = z
  .string()
  .nullable()
  .meta({ description: "Our payment; null: it is none.", examples: ["pay_7LrTn2C3Zk8sQm1VfX0bYw"] });
const payoutId = z
  .string()
  .optional()
  .meta({
    description: "Our payout. There only where the order is one.",
    examples: ["po_5Vx0cQ2mZk8sYw7LrTn1Bf"],
  });

export const discrepancyKinds = [
  "missing_here",
  "missing_there",
  "amount_differs",
  "status_differs",
] as const;
export const discrepancy = z
  .object({
    kind: z.enum(discrepancyKinds).meta({
      description:
        "`missing_here`: the provider lists an order that is not ours. `missing_there`: it succeeded here, and the provider does not list it. `amount_differs`: another amount or currency. `status_differs`: paid there, not succeeded here. More kinds may come.",
    }),
    orderNo,
    paymentId,
    payoutId,
    detail: z.string().meta({
      description: "What differs, in words.",
      examples: ["the provider lists it as paid, here it is expired"],
    }),
    code: z
      .string()
      .optional()
      .meta({
        description: "The sentence in `detail`, for programs, in a statement. More codes may come.",
        examples: ["lists_as_paid"],
      }),
    values: z
      .record(z.string(), z.string())
      .optional()
      .meta({
        description: "What `detail` names, for programs; there with `code`.",
        examples: [{ status: "expired" }],
      }),
  })
  .meta({ id: "Discrepancy", description: "Where our books and the provider's differ." });
export type Discrepancy = z.infer<typeof discrepancy>;

const statementEntry = z.object({
  orderNo,
  providerOrderId: z
    .string()
    .nullable()
    .meta({ description: "The provider's own number; null where it names none.", examples: ["90017"] }),
  type: z.enum(["payment", "transfer"]).meta({ description: "Money in, or money out." }),
  amount: money.meta({ description: "The amount that the provider lists." }),
  paidAt: time
    .nullable()
    .meta({ description: "When it was paid; null if the provider names no time that can be read." }),
  paymentId,
  payoutId,
});

export const statement = z
  .object({
    account: z.string().meta({ description: "The account's id.", examples: ["chainup-coins"] }),
    day: z.string().meta({ description: "The day, in UTC.", examples: ["2026-11-19"] }),
    total: z.int().meta({ description: "How many entries the whole day has.", examples: [1] }),
    entries: z.array(statementEntry).meta({ description: "What the provider lists on this page." }),
    discrepancies: z
      .array(discrepancy)
      .meta({ description: "What does not agree, of the whole day, whatever page is shown." }),
  })
  .meta({ id: "Statement", description: "A day of an account, as its provider lists it." });
export type StatementView = z.infer<typeof statement>;
