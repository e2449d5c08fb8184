/** What the customer is asked for, and what they typed. */
import { z } from "zod";
import { phoneNumber, shortText } from "./fields.ts";

export const payerFieldNames = ["name", "email", "phone", "taxId", "exchangeUid"] as const;
export type PayerFieldName = (typeof payerFieldNames)[number];

export const payerField = z
  .object({
    name: z
      .enum(payerFieldNames)
      .meta({ description: "The field of `payer` in which to send it. More fields may come." }),
    required: z.boolean().meta({ description: "Whether the payment cannot start without it." }),
    value: z
      .string()
      .nullable()
      .meta({ description: "What to show in the field; null: nothing.", examples: [null] }),
  })
  .meta({ id: "PayerField", description: "A detail that the customer enters." });
export type PayerField = z.infer<typeof payerField>;

export const payer = z
  .strictObject({
    name: shortText(200)
      .optional()
      .meta({ description: "Full name.", examples: ["Ana Díaz"] }),
    email: z
      .email()
      .max(254)
      .optional()
      .meta({ description: "E-mail address.", examples: ["ana@example.com"] }),
    phone: phoneNumber
      .optional()
      .meta({ description: "Phone number, with its country code.", examples: ["+525512345678"] }),
    taxId: shortText(32)
      .optional()
      .meta({ description: "Tax id.", examples: ["DIAA850101ABC"] }),
    exchangeUid: shortText(128)
      .optional()
      .meta({ description: "The customer's number at the exchange.", examples: ["10020030"] }),
  })
  .meta({ id: "Payer", description: "What the customer typed." });
export type Payer = z.infer<typeof payer>;
