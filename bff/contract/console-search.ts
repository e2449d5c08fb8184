/** The search as the console shows it. */
import { z } from "zod";
import { time } from "./fields.ts";
import { money } from "./money.ts";
import { searchHit } from "./search.ts";

const consoleSearchHit = searchHit
  .extend({
    status: z.string().nullable().meta({ description: "How it stands; null for an event." }),
    amount: money.nullable().meta({ description: "Its amount; null for an event." }),
    amountReceived: money.nullable().meta({ description: "What arrived; null for all but payments." }),
    reference: z
      .string()
      .nullable()
      .meta({
        description: "The merchant's; null for refunds and events.",
        examples: ["order-1001"],
      }),
    createdAt: time.meta({ description: "When it was made." }),
    needsPerson: z.boolean().meta({
      description:
        "Whether it is in review, its end is unknown, or it waits for an approval; of a session: whether a payment of it is so.",
    }),
  })
  .meta({ id: "ConsoleSearchHit", description: "Something that was found, told from the others." });
export type ConsoleSearchHit = z.infer<typeof consoleSearchHit>;

export const consoleSearchAnswer = z.object({
  data: z.array(consoleSearchHit).meta({
    description:
      "At most 20, without the sessions of payments that are among them. What needs a person comes first, then what has the whole text as its reference, then the newest.",
  }),
});
export type ConsoleSearchAnswer = z.infer<typeof consoleSearchAnswer>;
