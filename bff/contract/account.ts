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
  "balance",
  "statement",
] as const;
export type Capability = (typeof capabilities)[number];

export const account = z
  .object({
    id: z.string(),
    object: z.literal("account"),
    provider: z.string(),
    methods: z.array(
      z.object({
        method: paymentMethod,
        channel: z.string(),
        currency: z.string(),
        countries: z.array(z.string()).nullable(),
        min: z.string().nullable(),
        max: z.string().nullable(),
      }),
    ),
    capabilities: z.array(z.enum(capabilities)),
    circuits: z.record(z.string(), z.enum(["closed", "open", "half_open"])),
    circuit: z.enum(["closed", "open", "half_open"]),
    lastSuccessAt: time.nullable(),
  })
  .meta({ id: "Account" });
export type AccountView = z.infer<typeof account>;
export const listAccountsAnswer = z.object({ data: z.array(account) });

export const balance = z
  .object({
    available: money.nullable(),
    total: money.nullable(),
    frozen: money.nullable(),
    asOf: time,
  })
  .meta({ id: "Balance" });
export type BalanceView = z.infer<typeof balance>;
