/** What a provider said besides about a payment or a payout; null where it said nothing. */
import { z } from "zod";
import { money } from "./money.ts";

const said = "At most 200 characters; null where the provider said nothing.";

export const providerDetails = z
  .object({
    utr: z
      .string()
      .nullable()
      .meta({ description: `The bank's number of the transfer. ${said}`, examples: ["432198765012"] }),
    fee: money.nullable().meta({ description: "The provider's fee; null where it said nothing." }),
    code: z
      .string()
      .nullable()
      .meta({ description: `The provider's own code. ${said}`, examples: ["10020"] }),
    message: z
      .string()
      .nullable()
      .meta({ description: `The provider's own words. ${said}`, examples: ["insufficient balance"] }),
  })
  // Events that were stored before there were details are read as if the provider had said nothing.
  .default({ utr: null, fee: null, code: null, message: null })
  .meta({ id: "ProviderDetails", description: "What else the provider said about the order, cleaned." });
export type ProviderDetails = z.infer<typeof providerDetails>;
