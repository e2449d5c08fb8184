/** The API key and the webhook secret of `npm run sandbox`. They stay the same, so that a shop's own settings do, too. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { ShopKeys } from "./demo-stack.ts";

const stored = z.object({ apiKey: z.string(), webhookSecret: z.string() });

/** The keys in the file. Makes it when it is not there. */
export function keepKeys(file: string): ShopKeys {
  if (existsSync(file)) {
    try {
      return stored.parse(JSON.parse(readFileSync(file, "utf8")));
    } catch (cause) {
      throw new Error(`${file} does not hold the sandbox's keys. Delete it: new ones are then made.`, {
        cause,
      });
    }
  }
  const keys = {
    apiKey: `sk_sandbox_${randomBytes(24).toString("hex")}`,
    webhookSecret: `whsec_${randomBytes(32).toString("base64")}`,
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
}
