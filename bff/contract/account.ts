/** An account at a provider, and the money on it. */
import { z } from "zod";
import { time } from "./fields.ts";
import { paymentMethod } from "./method.ts";
import { money } from "./money.ts";

export const capabilities = [
  "create",
  "query",
  "cancel",
  "callback",
  "payout",
  "refund",
  "balance",
  "statement",
] as const;
export type Capability = (typeof capabilities)[number];

const circuitState = z.enum(["closed", "open", "half_open"]);

const accountMethod = z
  .object({
    method: paymentMethod.meta({ description: "The method that the customer chooses." }),
    channel: z
      .string()
      .meta({ description: "The provider's name of the way it takes.", examples: ["store"] }),
    currency: z.string().meta({ description: "What it is paid in.", examples: ["MXN"] }),
    countries: z
      .array(z.string())
      .nullable()
      .meta({ description: "Where it is offered; null: everywhere.", examples: [["MX"]] }),
    min: z
      .string()
      .nullable()
      .meta({ description: "Least amount; null: none.", examples: ["10.00"] }),
    max: z
      .string()
      .nullable()
      .meta({ description: "Largest amount; null: none.", examples: ["10000.00"] }),
  })
  .meta({ description: "A method that the account takes payments by." });

const drift = z
  .object({
    kind: z.enum(["field", "letter_case", "content_type", "code"]).meta({
      description: "What the provider's documentation does not have. More kinds may come.",
    }),
    name: z.string().meta({
      description: "The path of the field, the media type, or the status code; never a value.",
      examples: ["data.channelName"],
    }),
    firstSeenAt: time.meta({ description: "When it came for the first time." }),
    lastSeenAt: time.meta({ description: "When it came first on the last day on which it came." }),
  })
  .meta({ description: "Something that the provider sends and its documentation does not have." });

export const account = z
  .object({
    id: z.string().meta({ description: "The account's id in the configuration.", examples: ["paypro-mx"] }),
    object: z.literal("account").meta({ description: "Always `account`." }),
    provider: z.string().meta({ description: "The provider of the account.", examples: ["paypro"] }),
    methods: z.array(accountMethod).meta({ description: "What it takes payments by." }),
    capabilities: z
      .array(z.enum(capabilities))
      .meta({ description: "The calls that the provider has. More of them may come." }),
    circuits: z.record(z.string(), circuitState).meta({
      description: "The circuit of each operation, by its name. An open circuit lets no call pass.",
      examples: [{ createPayment: "closed" }],
    }),
    circuit: circuitState.meta({ description: "The worst state of the circuits." }),
    drift: z.array(drift).meta({
      description: "What came in the last seven days that the provider's documentation does not have.",
    }),
    lastSuccessAt: time
      .nullable()
      .meta({ description: "When the provider last answered this process; null: not yet." }),
  })
  .meta({ id: "Account", description: "A provider account of the configuration." });
export type AccountView = z.infer<typeof account>;
export const listAccountsAnswer = z.object({
  data: z.array(account).meta({ description: "All accounts, in the order in which they are tried." }),
});

export const balance = z
  .object({
    available: money
      .nullable()
      .meta({ description: "What can be paid out; null where the provider does not say." }),
    total: money.nullable().meta({ description: "All that is there; null where the provider does not say." }),
    frozen: money
      .nullable()
      .meta({ description: "What is held back; null where the provider does not say." }),
    asOf: time.meta({ description: "When the provider was queried." }),
  })
  .meta({ id: "Balance", description: "The money on an account at its provider." });
export type BalanceView = z.infer<typeof balance>;
