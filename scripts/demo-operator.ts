/** The operator of the demo's console. The secrets are new each time, and printed: nothing real is behind them. */
import { randomBytes } from "node:crypto";
import { toBase32 } from "../bff/core/base32.ts";
import { codeOf, stepAt } from "../bff/services/operators/totp.ts";
import type { DemoConfig } from "../demo/config.ts";

const id = "demo";
const secretBytes = 20;

export interface DemoOperator {
  /** The configuration with the operator in it. */
  letIn(config: DemoConfig): DemoConfig;
  /** What to print. */
  explain(bffUrl: string): readonly string[];
}

export function createDemoOperator(now: () => number = Date.now): DemoOperator {
  const password = randomBytes(9).toString("base64url");
  const secret = randomBytes(secretBytes);
  const scopes = [
    "sessions",
    "operate",
    "payouts",
    "payouts:approve",
    "refunds",
    "reports",
    "customers",
    "audit",
  ];
  return {
    letIn: (config) => ({
      ...config,
      console: { operators: [{ id, password, totp: toBase32(secret), scopes }] },
    }),
    explain(bffUrl) {
      const step = stepAt(now());
      const [code, next] = [codeOf(secret, step), codeOf(secret, step + 1)];
      return [
        `  The console is open at    ${bffUrl}/console`,
        `  Operator ${id}, password ${password}, code ${code}, half a minute later ${next}.`,
        `  For later codes, give an authenticator app the secret ${toBase32(secret)}`,
      ];
    },
  };
}
