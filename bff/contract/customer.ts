import { z } from "zod";
import { phoneNumber, shortText } from "./fields.ts";

/** A customer, as the merchant tells of them. */
export const customer = z
  .strictObject({
    id: shortText(128).nullish(),
    name: shortText(200).nullish(),
    email: z.email().max(254).nullish(),
    phone: phoneNumber.nullish(),
    taxId: shortText(32).nullish(),
    providerAccounts: z
      .strictObject({
        chainup: z
          .strictObject({
            openId: shortText(128).nullish(),
            userId: shortText(128).nullish(),
            token: shortText(256)
              .nullish()
              .meta({ description: "Write-only: no answer and no event has it" }),
          })
          .nullish(),
      })
      .nullish(),
  })
  .meta({ id: "Customer" });
export type Customer = z.infer<typeof customer>;

/**
 * A customer, as answers and events show them: without the customer's secrets, which this schema strips. The texts have
 * no form, because a key may see them masked.
 */
export const shownCustomer = z
  .object({
    id: z.string().nullish(),
    name: z.string().nullish(),
    email: z.string().nullish(),
    phone: z.string().nullish(),
    taxId: z.string().nullish(),
    providerAccounts: z
      .object({
        chainup: z.object({ openId: z.string().nullish(), userId: z.string().nullish() }).nullish(),
      })
      .nullish(),
  })
  .meta({ id: "ShownCustomer" });
export type ShownCustomer = z.infer<typeof shownCustomer>;
