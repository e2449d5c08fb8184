/** The console's own API, below `/console/api`. It is no part of the OpenAPI document: only the console calls it. */
import { z } from "zod";
import { time } from "./fields.ts";

export const signInRequest = z.strictObject({
  operator: z
    .string()
    .min(1)
    .max(64)
    .meta({
      description: "The operator's id in the configuration.",
      examples: ["ana"],
    }),
  password: z.string().min(1).max(256).meta({ description: "The password." }),
  totp: z
    .string()
    .min(1)
    .max(16)
    .meta({ description: "The six digits that the authenticator app shows.", examples: ["123456"] }),
});
export type SignInRequest = z.input<typeof signInRequest>;

export const signedInOperator = z.object({
  operator: z.string().meta({ description: "The operator's id.", examples: ["ana"] }),
  scopes: z.array(z.string()).meta({
    description: "What the operator may do: the scopes of API keys.",
    examples: [["operate", "reports"]],
  }),
  csrfToken: z.string().meta({
    description:
      "Goes into the header X-CSRF-Token of every request that is no GET. It belongs to this session.",
  }),
  expiresAt: time.meta({ description: "When the session ends in any case." }),
  idleExpiresAt: time.meta({ description: "When it ends unless it is used again." }),
  merchant: z.string().meta({ description: "The merchant's name.", examples: ["Cantina del Sol"] }),
  environment: z.enum(["sandbox", "live"]).meta({ description: "Whether real money moves here." }),
});
export type SignedInOperator = z.infer<typeof signedInOperator>;
