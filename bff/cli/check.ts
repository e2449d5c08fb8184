/** `check`: checks the configuration and the database, then calls each account and each webhook endpoint, harmlessly. */
import { findUnapprovable } from "../config/approvers.ts";
import type { CheckoutConfig } from "../config/types.ts";
import { isPrivateHost } from "../core/web-targets.ts";
import { exitConfig, exitUsage } from "./exit-codes.ts";
import { loadConfig, type Terminal } from "./load-config.ts";
import { probeAccounts } from "./probe-accounts.ts";
import { probeDatabase } from "./probe-database.ts";
import { probeWebhooks } from "./probe-webhooks.ts";

/**
 * Reports what the schema allows although nobody could pay, or no backend would hear of a payment.
 * @returns false in live where no session can be made; in a sandbox that is a warning.
 */
function reportUnusable({ environment, merchant, publicUrl }: CheckoutConfig, terminal: Terminal): boolean {
  const { apiKeys, allowedOrigins, webhooks } = merchant;
  if (webhooks.length === 0)
    terminal.out(
      "Warning: merchant.webhooks: there is none, so your backend is not told when something is paid.",
    );
  const objections = [
    ...(allowedOrigins.length > 0
      ? []
      : [
          "merchant.allowedOrigins: there is none, so no session can be made: a returnUrl has to lead to one",
        ]),
    ...(apiKeys.some(({ scopes }) => scopes.includes("sessions"))
      ? []
      : ['merchant.apiKeys: no key has the scope "sessions", so no session can be made']),
  ];
  const isLive = environment === "live";
  if (isLive && isPrivateHost(new URL(publicUrl).hostname))
    terminal.out(
      `Warning: publicUrl: ${publicUrl} is of this machine or a private network, so no provider's callbacks arrive.`,
    );
  for (const sentence of objections) terminal.out(`${isLive ? "Not right" : "Warning"}: ${sentence}.`);
  return !isLive || objections.length === 0;
}

/**
 * @returns 0, 78 for mistakes in the configuration, 1 when the database or an account does not work, or when something
 *   that is open is not covered.
 */
export async function check(file: string, terminal: Terminal): Promise<number> {
  const config = await loadConfig(file, terminal);
  if (config === undefined) return exitConfig;
  terminal.out("The configuration is right.");
  for (const sentence of findUnapprovable(config)) terminal.out(`Warning: ${sentence}.`);
  const { objectToArchive } = await import("../services/retention/archive.ts");
  const objection = objectToArchive(config.retention.archive);
  if (objection !== undefined) terminal.out(`${objection}.`);
  const isUsable = reportUnusable(config, terminal);
  const hasDatabase = await probeDatabase(config, terminal);
  const failed = await probeAccounts(config, terminal);
  const isHeard = await probeWebhooks(config, terminal);
  const isRight = hasDatabase && objection === undefined && isUsable && isHeard && failed === 0;
  return isRight ? 0 : 1;
}

export interface PayingCheck {
  readonly file: string;
  readonly amount: string;
  readonly account: string;
}

/** `check --pay`: makes a real payment with the server that runs at `publicUrl`. The report goes to the current folder. */
export async function checkByPaying(
  { file, amount, account }: PayingCheck,
  terminal: Terminal,
): Promise<number> {
  if (!/^\d{1,12}(?:\.\d{1,18})?$/.test(amount)) {
    terminal.error("--pay takes decimal text such as 1.00.");
    return exitUsage;
  }
  const config = await loadConfig(file, terminal);
  if (config === undefined) return exitConfig;
  const { payTest } = await import("./pay-test/pay.ts");
  return await payTest(config, { amount, account, folder: "." }, terminal);
}
