import { z } from "zod";
import { time } from "./fields.ts";

export const causes = ["create", "callback", "query", "cancel", "expiry", "operator"] as const;
export type Cause = (typeof causes)[number];

export const timelineEntry = z
  .object({
    at: time,
    from: z.string().nullable(),
    to: z.string(),
    cause: z.enum(causes),
    actor: z
      .string()
      .nullable()
      .meta({
        description: "The API key or operator that caused it; null where it was neither",
        examples: ["key:backend"],
      }),
    detail: z.string().nullable(),
  })
  .meta({ id: "TimelineEntry" });
export type TimelineEntry = z.infer<typeof timelineEntry>;
