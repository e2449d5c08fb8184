/** A day of an account as its provider lists it, and where that differs from what is here. */
import { z } from "zod";
import { time } from "./fields.ts";
import { money } from "./money.ts";

export const statementQuery = z.strictObject({
  day: z.iso.date().optional(),
  type: z.enum(["payment", "transfer"]).optional(),
  page: z.coerce.number<string | number>().int().min(1).default(1),
  pageSize: z.coerce.number<string | number>().int().min(1).max(2000).default(200),
});
export type StatementQuery = z.input<typeof statementQuery>;

export const discrepancyKinds = [
  "missing_here",
  "missing_there",
  "amount_differs",
  "status_differs",
] as const;
export const discrepancy = z
  .object({
    kind: z.enum(discrepancyKinds),
    orderNo: z.string(),
    paymentId: z.string().nullable(),
    /** Only where the order is a payout. */
    payoutId: z.string().optional(),
    detail: z.string(),
  })
  .meta({ id: "Discrepancy" });
export type Discrepancy = z.infer<typeof discrepancy>;

export const statement = z
  .object({
    account: z.string(),
    day: z.string(),
    total: z.int(),
    entries: z.array(
      z.object({
        orderNo: z.string(),
        providerOrderId: z.string().nullable(),
        type: z.enum(["payment", "transfer"]),
        amount: money,
        paidAt: time.nullable(),
        paymentId: z.string().nullable(),
        /** Only where the entry is a payout of ours. */
        payoutId: z.string().optional(),
      }),
    ),
    discrepancies: z.array(discrepancy),
  })
  .meta({ id: "Statement" });
export type StatementView = z.infer<typeof statement>;
