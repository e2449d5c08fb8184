/** The search: what was found by what a person typed. */
import { z } from "zod";
import { shortText } from "./fields.ts";

/** In the order of the results: the closest match first. */
export const searchReasons = [
  "id",
  "order_no",
  "provider_order_id",
  "utr",
  "code",
  "reference",
  "email",
  "phone",
  "amount",
] as const;

export const searchQuery = z.strictObject({
  q: shortText(256).meta({
    description:
      "What is known: an id, a reference or how it begins, an order number, the provider's number, a UTR, the code that the customer was shown, an e-mail address, a phone number, or an amount with or without a currency and a day (UTC).",
    examples: ["6841 8009 3002 3213 210"],
  }),
});
export type SearchQuery = z.input<typeof searchQuery>;

export const searchHit = z
  .object({
    object: z.enum(["session", "payment", "payout", "refund", "event"]).meta({
      description: "What was found. More kinds may come.",
    }),
    id: z.string().meta({ description: "Its id.", examples: ["pay_7LrTn2C3Zk8sQm1VfX0bYw"] }),
    why: z.enum(searchReasons).meta({ description: "By what it was found. More reasons may come." }),
  })
  .meta({ id: "SearchHit", description: "Something that fits what was typed." });
export type SearchHit = z.infer<typeof searchHit>;

export const searchAnswer = z.object({
  data: z.array(searchHit).meta({
    description: "At most 20. The closest match comes first; among equals, the newest.",
  }),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;
