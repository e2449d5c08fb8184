/** What the customer is asked for, and what they typed. */
import { z } from "zod";
import { phoneNumber, shortText } from "./fields.ts";

export const payerFieldNames = ["name", "email", "phone", "taxId", "exchangeUid"] as const;
export type PayerFieldName = (typeof payerFieldNames)[number];

export const payerField = z
  .object({ name: z.enum(payerFieldNames), required: z.boolean(), value: z.string().nullable() })
  .meta({ id: "PayerField" });
export type PayerField = z.infer<typeof payerField>;

export const payer = z
  .strictObject({
    name: shortText(200).optional(),
    email: z.email().max(254).optional(),
    phone: phoneNumber.optional(),
    taxId: shortText(32).optional(),
    exchangeUid: shortText(128).optional(),
  })
  .meta({ id: "Payer" });
export type Payer = z.infer<typeof payer>;
