import type { CheckoutConfig } from "../config/types.ts";

/** A file that is no configuration at all may have any number. */
const mostMistakes = 100;

/** The output and environment of a command. A test passes its own. */
export interface Terminal {
  out(line: string): void;
  error(line: string): void;
  /** The next line of standard input; undefined at its end. */
  readLine?(): Promise<string | undefined>;
  /** Whether a person sits at it, who can be asked. */
  readonly isInteractive?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Where the configuration is, or undefined. */
export function configPath(file: string | undefined, { env }: Pick<Terminal, "env">): string | undefined {
  const path = file ?? env.CHECKOUT_CONFIG;
  return path === "" ? undefined : path;
}

/**
 * Reads the configuration. Returns undefined when it has mistakes, and writes them to standard error, one per
 * line.
 */
export async function loadConfig(path: string, terminal: Terminal): Promise<CheckoutConfig | undefined> {
  const { readConfig } = await import("../config.ts");
  const reading = readConfig({ file: path, env: terminal.env });
  if (reading.ok) return reading.config;
  const { length } = reading.issues;
  terminal.error(`The configuration ${path} has ${length === 1 ? "a mistake" : `${length} mistakes`}:`);
  for (const issue of reading.issues.slice(0, mostMistakes)) {
    const found = issue.found === undefined ? "" : ` (found: ${issue.found})`;
    terminal.error(issue.path === "" ? `  ${issue.message}` : `  ${issue.path}: ${issue.message}${found}`);
  }
  if (length > mostMistakes) terminal.error(`  and ${length - mostMistakes} more`);
  return undefined;
}
