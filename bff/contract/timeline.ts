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
    note: z
      .string()
      .optional()
      .meta({
        description: "The operator's own words, if there are any. `detail` has them, too.",
        examples: ["The bank confirmed it by phone."],
      }),
    code: z
      .string()
      .optional()
      .meta({
        description:
          "What happened, for programs. Its sentence is in `detail`, unless an operator's `note` is there. Absent where there is none, or where somebody else has written the detail. Later versions may add codes.",
        examples: ["customer_canceled"],
      }),
    values: z
      .record(z.string(), z.string())
      .optional()
      .meta({
        description:
          "What the sentence names, for programs, such as an `amount` and its `currency`; there with `code`.",
        examples: [{}],
      }),
  })
  .meta({ id: "TimelineEntry", description: "One step in the life of a payment or payout." });
export type TimelineEntry = z.infer<typeof timelineEntry>;
