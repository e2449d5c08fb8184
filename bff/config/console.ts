/** `console`: who may sign in to the console. Source: docs/console.md#operators */
import { z } from "zod";
import { fromBase32 } from "../core/base32.ts";
import { looksLikeHash, parsePasswordHash, standardCost } from "../core/password-hash.ts";
import { scopes } from "./merchant.ts";
import { nameSchema } from "./names.ts";
import { type SecretSource, secretSchema, secretShape } from "./secrets.ts";
import { objectToBytes, objectToToken } from "./strength.ts";
import type { Environment } from "./types.ts";

/** RFC 4226 wants at least 128 bits. */
const fewestCodeBytes = 16;
const mostCodeBytes = 128;
const longestPassword = 256;
/** Below this, scrypt costs a thief of the configuration too little. */
const weakestCost = { ln: 15, r: 8 };

const makes = "pay-checkout operator add makes one";

function objectToPassword(environment: Environment) {
  const objectToClearText = objectToToken(environment);
  return (text: string): string | null => {
    if (!looksLikeHash(text)) {
      if (environment === "live") return objectToClearText(text);
      return text.length <= longestPassword ? null : `must have at most ${longestPassword} characters`;
    }
    const parsed = parsePasswordHash(text);
    if (parsed === undefined) return `must be a password's hash, such as $scrypt$ln=17,…; ${makes}`;
    const { ln, r } = parsed.cost;
    const isWeak = environment === "live" && (ln < weakestCost.ln || r < weakestCost.r);
    return isWeak
      ? `must be hashed with at least ln=${weakestCost.ln},r=${weakestCost.r} in live; ${makes}`
      : null;
  };
}

function objectToCode(environment: Environment) {
  return (text: string): string | null => {
    const bytes = fromBase32(text);
    if (bytes === undefined || bytes.length === 0 || bytes.length > mostCodeBytes) {
      return `must be a secret in base32; ${makes}`;
    }
    if (environment !== "live") return null;
    if (bytes.length < fewestCodeBytes) {
      return `must hold at least ${fewestCodeBytes} bytes in live (26 characters of base32); ${makes}`;
    }
    return bytes.length < 24 ? null : objectToBytes(bytes);
  };
}

const example = {
  id: "ana",
  password: { env: "CONSOLE_ANA_PASSWORD" },
  totp: { env: "CONSOLE_ANA_TOTP" },
  scopes: ["operate", "reports"],
};

export function consoleSchema(environment: Environment, source: SecretSource) {
  const operator = z.strictObject({
    id: nameSchema.meta({
      description: "The name with which the person signs in, and under which the audit has what they do.",
      examples: [example.id],
    }),
    password: secretSchema(source, objectToPassword(environment)).meta({
      ...secretShape,
      description: `The hash of the person's password, as pay-checkout operator add makes it ($scrypt$ln=${standardCost.ln},…). The password itself is taken, too: in live at least 32 visible ASCII characters.`,
      examples: [example.password],
    }),
    totp: secretSchema(source, objectToCode(environment)).meta({
      ...secretShape,
      description:
        "The secret of the person's authenticator app, in base32, as pay-checkout operator add makes it; in live at least 16 bytes.",
      examples: [example.totp],
    }),
    scopes: z
      .array(z.enum(scopes))
      .min(1)
      .meta({
        description: "What the person may do: the same scopes as an API key's.",
        examples: [example.scopes],
      }),
  });
  return z
    .strictObject({
      operators: z
        .array(operator)
        .default([])
        .meta({
          description: "The people who may sign in. Without any, there is no console.",
          examples: [[example]],
        }),
    })
    .prefault({})
    .meta({
      description: "The console, where operators look after payments in a browser.",
      examples: [{ operators: [example] }],
    });
}
