import { z } from "zod";
import { phoneNumber, shortText } from "./fields.ts";

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
            token: shortText(256).nullish(),
          })
          .nullish(),
      })
      .nullish(),
  })
  .meta({ id: "Customer" });
export type Customer = z.infer<typeof customer>;
