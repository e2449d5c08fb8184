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
      description: "The status after; the same as `from` if the status did not change.",
      examples: ["pending"],
    }),
    cause: z.enum(causes).meta({ description: "The cause of the change. Later versions may add causes." }),
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
        description: "More about the change: an operator's note, for example, or why a callback was refused.",
        examples: ["the customer canceled it"],
      }),
  })
  .meta({ id: "TimelineEntry", description: "One step in the life of a payment or payout." });
export type TimelineEntry = z.infer<typeof timelineEntry>;
