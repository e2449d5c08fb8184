/** The erasure of a person's data. Source: docs/http-api.md#erasing-personal-data */
import { z } from "zod";
import { phoneNumber, shortText } from "./fields.ts";

/** One of the three. */
export const eraseRequest = z
  .strictObject({
    customer: z.union([
      z.strictObject({ id: shortText(128) }),
      z.strictObject({ email: z.email().max(254) }),
      z.strictObject({ phone: phoneNumber }),
    ]),
  })
  .meta({ id: "EraseRequest" });
export type EraseRequest = z.input<typeof eraseRequest>;

const why = z.enum(["open", "in_review", "in_doubt", "watched", "undelivered"]);

export const erasure = z
  .object({
    object: z.literal("erasure"),
    sessions: z.int(),
    payments: z.int(),
    payouts: z.int(),
    events: z.int(),
    kept: z
      .array(z.union([z.object({ session: z.string(), why }), z.object({ payout: z.string(), why })]))
      .meta({ description: "What is open. It is erased when it ends" }),
  })
  .meta({ id: "Erasure" });
export type Erasure = z.infer<typeof erasure>;
