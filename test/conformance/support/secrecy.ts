/** No credential in anything that leaves an adapter: results, issues, errors, the adapter itself, the console. */
import { inspect } from "node:util";
import { expect } from "vitest";
import type { Lab } from "./lab.ts";

/** Checks the ways in which a value may end up in a log. */
export function expectNoSecret(lab: Pick<Lab, "secrets">, value: unknown): void {
  const printed = [
    inspect(value, { depth: 20, showHidden: true, getters: true, maxStringLength: null }),
    JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? String(item) : item)) ?? "",
    String(value),
    value instanceof Error ? `${value.message} ${value.stack ?? ""}` : "",
  ].join("\n");
  for (const secret of lab.secrets) expect(printed.includes(secret), "a secret is printed").toBe(false);
}
