import type { CheckoutConfig } from "../config/types.ts";

/** `EX_CONFIG` of sysexits.h. */
export const exitConfig = 78;

/** Where a command's words go, so that a test can read them. */
export interface Terminal {
  out(line: string): void;
  error(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The configuration; undefined when it has mistakes, which are then on standard error, a line each. */
export async function loadConfig(
  file: string | undefined,
  terminal: Terminal,
): Promise<CheckoutConfig | undefined> {
  const path = file ?? terminal.env.CHECKOUT_CONFIG;
  if (path === undefined || path === "") {
    terminal.error("Say where the configuration is: --config FILE, or CHECKOUT_CONFIG=FILE.");
    return undefined;
  }
  const { readConfig } = await import("../config.ts");
  const reading = readConfig({ file: path, env: terminal.env });
  if (reading.ok) return reading.config;
  const { length } = reading.issues;
  terminal.error(`The configuration ${path} has ${length === 1 ? "a mistake" : `${length} mistakes`}:`);
  for (const issue of reading.issues) {
    terminal.error(issue.path === "" ? `  ${issue.message}` : `  ${issue.path}: ${issue.message}`);
  }
  return undefined;
}
