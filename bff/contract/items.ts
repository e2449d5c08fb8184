/** What is paid for, as the customer sees it beside the amount. The sum is not compared with the session's amount. */
import { z } from "zod";
import { shortText } from "./fields.ts";
import { money } from "./money.ts";

const item = z
  .strictObject({
    name: shortText(200).meta({ description: "What it is, for the customer.", examples: ["Coffee beans"] }),
    quantity: z
      .int()
      .min(1)
      .max(1_000_000)
      .meta({ description: "How many.", examples: [2] }),
    amount: money.meta({ description: "Of the whole line, in the session's currency; may be zero." }),
  })
  .meta({ id: "Item", description: "A line of what is paid for." });

export const items = z.array(item).min(1).max(50);
export type Item = z.infer<typeof item>;
