/** What a table of rows for a spreadsheet is asked with. The answers are CSV, so they have no schema. */
import { z } from "zod";
import { eventType } from "./event.ts";
import { severalOf, timeFilter } from "./fields.ts";
import { paymentStatus, payoutStatus } from "./states.ts";

const dayMs = 24 * 60 * 60 * 1_000;
const mostDays = 366;

const range = {
  from: timeFilter.meta({
    description: "Rows made at or after this time.",
    examples: ["2026-11-01T00:00:00Z"],
  }),
  to: timeFilter.meta({
    description: `Rows made before this time: after \`from\`, and at most ${mostDays} days after it.`,
    examples: ["2026-12-01T00:00:00Z"],
  }),
};

const account = z
  .string()
  .optional()
  .meta({ description: "Only rows of this account.", examples: ["paypro-mx"] });

const isInOrder = ({ from, to }: { readonly from: string; readonly to: string }) =>
  Date.parse(from) < Date.parse(to) && Date.parse(to) - Date.parse(from) <= mostDays * dayMs;
const order = { path: ["to"], error: `must be after from, and at most ${mostDays} days after it` };

export const exportPaymentsQuery = z
  .strictObject({
    ...range,
    status: severalOf(paymentStatus)
      .optional()
      .meta({
        description: "Only payments in this status; several are separated by commas.",
        examples: [["succeeded"]],
      }),
    account,
    currency: z
      .string()
      .optional()
      .meta({ description: "Only payments in this currency.", examples: ["MXN"] }),
  })
  .refine(isInOrder, order);
export type ExportPaymentsQuery = z.input<typeof exportPaymentsQuery>;

export const exportPayoutsQuery = z
  .strictObject({
    ...range,
    status: severalOf(payoutStatus)
      .optional()
      .meta({
        description: "Only payouts in this status; several are separated by commas.",
        examples: [["succeeded"]],
      }),
    account,
  })
  .refine(isInOrder, order);
export type ExportPayoutsQuery = z.input<typeof exportPayoutsQuery>;

export const exportEventsQuery = z
  .strictObject({
    ...range,
    type: eventType
      .optional()
      .meta({ description: "Only events of this type.", examples: ["payment.succeeded"] }),
  })
  .refine(isInOrder, order);
export type ExportEventsQuery = z.input<typeof exportEventsQuery>;
