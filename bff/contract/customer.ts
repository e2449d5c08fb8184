import { z } from "zod";
import { phoneNumber, shortText } from "./fields.ts";

const texts = {
  id: { description: "Your own id of the customer. It is never masked.", examples: ["u-77"] },
  name: { description: "The customer's full name.", examples: ["Ana Díaz"] },
  email: { description: "The customer's e-mail address.", examples: ["ana@example.com"] },
  phone: { description: "The customer's phone number, with its country code.", examples: ["+525512345678"] },
  taxId: { description: "The customer's tax id, where a provider wants it.", examples: ["DIAA850101ABC"] },
  providerAccounts: { description: "Who the customer is at providers that know them." },
  chainup: { description: "The customer at the exchange behind ChainUp." },
  openId: { description: "The customer's `openId` at the exchange.", examples: ["2ae0f5c1"] },
  userId: { description: "The customer's number at the exchange.", examples: ["10020030"] },
} as const;

/** A customer, as the merchant tells of them. */
export const customer = z
  .strictObject({
    id: shortText(128).nullish().meta(texts.id),
    name: shortText(200).nullish().meta(texts.name),
    email: z.email().max(254).nullish().meta(texts.email),
    phone: phoneNumber.nullish().meta(texts.phone),
    taxId: shortText(32).nullish().meta(texts.taxId),
    providerAccounts: z
      .strictObject({
        chainup: z
          .strictObject({
            openId: shortText(128).nullish().meta(texts.openId),
            userId: shortText(128).nullish().meta(texts.userId),
            token: shortText(256)
              .nullish()
              .meta({
                description:
                  "The customer's token at the exchange. Write-only: no answer and no event has it.",
                examples: ["t0k3n"],
              }),
          })
          .nullish()
          .meta(texts.chainup),
      })
      .nullish()
      .meta(texts.providerAccounts),
  })
  .meta({
    id: "Customer",
    description: "The person who pays. The widget does not ask for these details again.",
  });
export type Customer = z.input<typeof customer>;

/**
 * A customer, as answers and events show them: without the customer's secrets, which this schema strips. The texts have
 * no form, because a key may see them masked.
 */
export const shownCustomer = z
  .object({
    id: z.string().nullish().meta(texts.id),
    name: z.string().nullish().meta(texts.name),
    email: z.string().nullish().meta(texts.email),
    phone: z.string().nullish().meta(texts.phone),
    taxId: z.string().nullish().meta(texts.taxId),
    providerAccounts: z
      .object({
        chainup: z
          .object({
            openId: z.string().nullish().meta(texts.openId),
            userId: z.string().nullish().meta(texts.userId),
          })
          .nullish()
          .meta(texts.chainup),
      })
      .nullish()
      .meta(texts.providerAccounts),
  })
  .meta({
    id: "ShownCustomer",
    description:
      "Who pays. Personal details are in clear to keys with the scope `sessions` or `customers`, and masked (`a…@example.com`) to all others and in webhooks.",
  });
export type ShownCustomer = z.infer<typeof shownCustomer>;
