/** How much the log says, by the environment variable `CHECKOUT_LOG_LEVEL`. */

const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

export type LogLevel = (typeof levels)[number];

export type LogLevelReading =
  | { readonly ok: true; readonly level: LogLevel }
  /** A sentence for whoever starts the program. */
  | { readonly ok: false; readonly objection: string };

const variable = "CHECKOUT_LOG_LEVEL";

/** Absent or empty: `info`. In whatever letters. */
export function readLogLevel(env: Readonly<Record<string, string | undefined>>): LogLevelReading {
  const text = env[variable]?.trim().toLowerCase() ?? "";
  if (text === "") return { ok: true, level: "info" };
  const level = levels.find((word) => word === text);
  if (level !== undefined) return { ok: true, level };
  const found = JSON.stringify(text.slice(0, 40));
  return { ok: false, objection: `${variable} must be one of ${levels.join(", ")} (found: ${found})` };
}
