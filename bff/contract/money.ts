import { z } from "zod";

export const money = z
  .strictObject({
    value: z.string().meta({
      description:
        "Decimal text, never a number. An answer has exactly the currency's number of decimals; a request may have fewer.",
      examples: ["150.00"],
    }),
    currency: z.string().meta({
      description: "ISO 4217 code, or the symbol of a coin of the configuration.",
      examples: ["MXN"],
    }),
  })
  .meta({ id: "Money", description: "An amount of money." });
export type Money = z.infer<typeof money>;
