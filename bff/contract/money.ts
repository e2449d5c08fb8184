import { z } from "zod";

export const money = z
  .strictObject({
    value: z.string().meta({ description: "Decimal text, never a number", examples: ["150.00"] }),
    currency: z.string().meta({ description: "ISO 4217 code or coin symbol", examples: ["MXN"] }),
  })
  .meta({ id: "Money" });
export type Money = z.infer<typeof money>;
