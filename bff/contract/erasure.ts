/** The erasure of a person's data. Source: docs/merchant-api.md#erasing-personal-data */
import { z } from "zod";
import { phoneNumber, shortText } from "./fields.ts";

/** One of the three. */
export const eraseRequest = z
  .strictObject({
    customer: z
      .union([
        z.strictObject({
          id: shortText(128).meta({ description: "Your own id of the customer.", examples: ["u-77"] }),
        }),
        z.strictObject({
          email: z
            .email()
            .max(254)
            .meta({ description: "The whole e-mail address.", examples: ["ana@example.com"] }),
        }),
        z.strictObject({
          phone: phoneNumber.meta({ description: "The whole phone number.", examples: ["+525512345678"] }),
        }),
      ])
      .meta({ description: "Whose data it is: exactly one of `id`, `email` and `phone`." }),
  })
  .meta({ id: "EraseRequest", description: "Whose data is to be erased." });
export type EraseRequest = z.input<typeof eraseRequest>;

const why = z
  .enum(["open", "in_review", "in_doubt", "watched", "undelivered"])
  .meta({ description: "Why it is kept. More reasons may come." });

export const erasure = z
  .object({
    object: z.literal("erasure").meta({ description: "Always `erasure`." }),
    sessions: z.int().meta({ description: "How many sessions were erased.", examples: [2] }),
    payments: z.int().meta({ description: "How many payments were erased.", examples: [3] }),
    payouts: z.int().meta({ description: "How many payouts were erased.", examples: [0] }),
    events: z.int().meta({ description: "How many events were erased.", examples: [8] }),
    kept: z
      .array(
        z.union([
          z.object({
            session: z.string().meta({
              description: "The id of a session.",
              examples: ["cs_1VfX0bYw7LrTn2C3Zk8sQm"],
            }),
            why,
          }),
          z.object({
            payout: z.string().meta({
              description: "The id of a payout.",
              examples: ["po_5Vx0cQ2mZk8sYw7LrTn1Bf"],
            }),
            why,
          }),
        ]),
      )
      .meta({ description: "What is open. It is erased when it ends." }),
  })
  .meta({ id: "Erasure", description: "What was erased, and what is kept until it ends." });
export type Erasure = z.infer<typeof erasure>;
