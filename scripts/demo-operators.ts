/**
 * The operators of the demo's console: two, because who asks for a payout may not approve it. The secrets are new each
 * time, and printed: nothing real is behind them.
 */
import { randomBytes } from "node:crypto";
import { toBase32 } from "../bff/core/base32.ts";
import { codeOf, stepAt } from "../bff/services/operators/totp.ts";
import type { DemoConfig } from "../demo/config.ts";

const ids = ["demo", "second"] as const;
const secretBytes = 20;
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

export interface DemoOperators {
  /** The configuration with the operators in it. */
  letIn(config: DemoConfig): DemoConfig;
  /** What to print. */
  explain(bffUrl: string): readonly string[];
}

export function createDemoOperators(now: () => number = Date.now): DemoOperators {
  const operators = ids.map((id) => ({
    id,
    password: randomBytes(9).toString("base64url"),
    secret: randomBytes(secretBytes),
  }));
  return {
    letIn: (config) => ({
      ...config,
      console: {
        operators: operators.map(({ id, password, secret }) => ({
          ...{ id, password, scopes },
          totp: toBase32(secret),
        })),
      },
    }),
    explain(bffUrl) {
      const step = stepAt(now());
      return [
        `  The console is open at    ${bffUrl}/console`,
        ...operators.flatMap(({ id, password, secret }) => [
          `  Operator ${id}, password ${password}, code ${codeOf(secret, step)}, half a minute later ${codeOf(secret, step + 1)}.`,
          `  For later codes, give an authenticator app the secret ${toBase32(secret)}`,
        ]),
        "  What one of them asks for, the other approves.",
      ];
    },
  };
}
