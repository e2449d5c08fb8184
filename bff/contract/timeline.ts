import { z } from "zod";
import { time } from "./fields.ts";

export const causes = ["create", "callback", "query", "cancel", "expiry", "operator"] as const;
export type Cause = (typeof causes)[number];

export const timelineEntry = z
  .object({
    at: time.meta({ description: "When it happened." }),
    from: z
      .string()
      .nullable()
      .meta({ description: "The status before; null at the creation.", examples: ["creating"] }),
    to: z.string().meta({
      description: "The status then. It is that before where something else is told.",
      examples: ["pending"],
    }),
    cause: z.enum(causes).meta({ description: "What brought it about. More causes may come." }),
    actor: z
      .string()
      .nullable()
      .meta({
        description: "The API key or operator that caused it; null where it was neither.",
        examples: ["key:backend"],
      }),
    detail: z
      .string()
      .nullable()
      .meta({
        description: "What else is to be said, in words: a note of an operator's, a refused callback.",
        examples: ["the customer canceled it"],
      }),
  })
  .meta({ id: "TimelineEntry", description: "One step in the life of a payment or payout." });
export type TimelineEntry = z.infer<typeof timelineEntry>;
