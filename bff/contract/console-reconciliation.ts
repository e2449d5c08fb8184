/** What the console says of a reconciled day: whether it was compared, and what was found. */
import { z } from "zod";
import { time } from "./fields.ts";
import { discrepancy } from "./statement.ts";

export const comparedDayQuery = z.strictObject({
  account: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: "The account.", examples: ["paypro-mx"] }),
  day: z.iso.date().meta({ description: "The day, in UTC.", examples: ["2026-11-19"] }),
});

const foundDiscrepancy = discrepancy
  .extend({ kind: z.string().meta({ description: "What differs, as in a statement." }) })
  .meta({ id: "FoundDiscrepancy", description: "What reconciliation has found." });
export type FoundDiscrepancy = z.infer<typeof foundDiscrepancy>;

export const comparedDay = z.object({
  account: z.string().meta({ description: "The account." }),
  day: z.iso.date().meta({ description: "The day, in UTC." }),
  finishedAt: time.nullable().meta({
    description: "When the whole day had been compared; null: it was not, or orders have no answer yet.",
  }),
  checked: z.number().int().meta({ description: "How many entries and orders were compared." }),
  discrepancies: z.array(foundDiscrepancy).meta({
    description: "What was found, also of a day that is not finished: at most 200.",
  }),
  truncated: z.boolean().meta({ description: "True: there are more." }),
});
export type ComparedDay = z.infer<typeof comparedDay>;
