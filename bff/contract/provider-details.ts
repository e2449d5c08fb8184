/** What a provider said besides about a payment or a payout; null where it said nothing. */
import { z } from "zod";
import { money } from "./money.ts";

export const providerDetails = z
  .object({
    utr: z.string().nullable(),
    fee: money.nullable(),
    code: z.string().nullable(),
    message: z.string().nullable(),
  })
  // Events that were stored before there were details are read as if the provider had said nothing.
  .default({ utr: null, fee: null, code: null, message: null })
  .meta({ id: "ProviderDetails" });
export type ProviderDetails = z.infer<typeof providerDetails>;
