/** What the console needs to know before an operator refunds a payment, or decides about a payout. */
import { z } from "zod";
import { claimMethod } from "./claim.ts";
import { money } from "./money.ts";

const payingAccount = z
  .object({
    id: z.string().meta({ description: "The account's id in the configuration." }),
    needsChannel: z.boolean().meta({ description: "Whether a refund by it has to name a channel." }),
    decimals: z.int().meta({
      description:
        "How many decimals an amount may have that it pays in this currency; 0: only whole amounts. Never more than the currency has.",
    }),
    methods: z.array(claimMethod).meta({
      description: "Each kind of beneficiary that it pays in this currency, the usual one first.",
    }),
  })
  .meta({ description: "An account that pays out the payment's currency." });

export const refundOptions = z.object({
  objection: z
    .string()
    .nullable()
    .meta({ description: "The error's code that a refund would get now; null: it can be refunded." }),
  left: money.meta({ description: "What may still be refunded: what was received, less the two below." }),
  held: money.meta({ description: "What is in refunds that have paid or may yet pay." }),
  unconfirmed: money.meta({
    description: "What only a callback named, and the provider's answers do not confirm.",
  }),
  own: z
    .string()
    .nullable()
    .meta({ description: "The account whose provider refunds it by itself; null: it has to be paid out." }),
  accounts: z.array(payingAccount).meta({
    description:
      "By whom it can be paid out, in the order in which they are tried. Empty where `own` does it.",
  }),
});
export type RefundOptions = z.infer<typeof refundOptions>;

/** A name to be compared, or why there is none. */
const personName = z
  .union([
    z.object({ kind: z.literal("known"), name: z.string().meta({ description: "As it is stored." }) }),
    z.object({
      kind: z.enum(["unknown", "unreadable"]).meta({
        description: "`unknown`: nobody named it. `unreadable`: it is stored, and cannot be read.",
      }),
    }),
  ])
  .meta({ description: "A name, or why there is none." });
export type PersonName = z.infer<typeof personName>;

export const payoutApproval = z.object({
  requestedBy: z.string().nullable().meta({
    description: "Who made the payout, or the refund that it carries; null: it was not recorded.",
  }),
  mayDecide: z.boolean().meta({
    description: "Whether this operator may approve or reject it now. Who has made it may not.",
  }),
  refund: z.string().nullable().meta({ description: "The refund that it carries." }),
  payment: z.string().nullable().meta({ description: "The payment that is refunded." }),
  names: z
    .object({
      payer: personName.nullable().meta({
        description: "Who has paid; null: the payout carries no refund.",
      }),
      beneficiary: personName.nullable().meta({
        description: "Who is paid; null: the provider pays whoever has paid.",
      }),
      isSame: z.boolean().nullable().meta({
        description: "Whether both are written for the same person; null where one of them is not known.",
      }),
    })
    .nullable()
    .meta({
      description: "For operators who may approve, while it waits for that; else null.",
    }),
});
export type PayoutApproval = z.infer<typeof payoutApproval>;
