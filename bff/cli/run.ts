/** Reads the command line and runs the command. */
import { parseArgs } from "node:util";
import { readVersion } from "../package-files.ts";
import { exitUsage } from "./exit-codes.ts";
import { helpOf } from "./help.ts";
import { hasInitFlags, initFlags } from "./init-flags.ts";
import type { Terminal } from "./load-config.ts";
import { personKinds } from "./person-kinds.ts";

const options = {
  config: { type: "string" },
  day: { type: "string" },
  to: { type: "string" },
  database: { type: "string" },
  pay: { type: "string" },
  account: { type: "string" },
  customer: { type: "string" },
  email: { type: "string" },
  phone: { type: "string" },
  session: { type: "string" },
  yes: { type: "boolean" },
  ...initFlags,
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}

type Parsed = ReturnType<typeof parse>;
type Run = (terminal: Terminal) => Promise<number>;

/** Whether there is a flag that belongs to another command. */
function hasForeignFlags({ values, positionals: [name] }: Parsed): boolean {
  const { day, pay, account, to, database, yes } = values;
  const named = personKinds.some((kind) => values[kind] !== undefined);
  return (
    ((named || yes === true) && name !== "erase") ||
    (hasInitFlags(values) && name !== "init") ||
    ((pay !== undefined || account !== undefined) && name !== "check") ||
    (day !== undefined && name !== "reconcile") ||
    (to !== undefined && name !== "backup") ||
    (database !== undefined && (name !== "check" || pay !== undefined))
  );
}

/** @returns undefined for an unknown command. Each command loads its own modules. */
function findCommand({ values, positionals }: Parsed): Run | undefined {
  const [name, ...rest] = positionals;
  const { config: file, day, pay, account, to, database } = values;
  if (hasForeignFlags({ values, positionals })) return undefined;
  const command = rest.length === 0 ? name : `${name} ${rest[0]}`;
  const [, id] = rest;
  if (command === "jobs retry" && rest.length === 2 && id !== undefined) {
    return async (terminal) => (await import("./dead-jobs.ts")).retryJob({ file, id }, terminal);
  }
  if (rest.length > 1) return undefined;
  switch (command) {
    case "serve":
      return async (terminal) => (await import("./serve.ts")).serve(file, terminal);
    case "backup":
      return async (terminal) => (await import("./backup.ts")).backup({ file, to }, terminal);
    case "check":
      if (database !== undefined)
        return async (terminal) =>
          (await import("./check-copy.ts")).checkCopy({ file, place: database }, terminal);
      return async (terminal) =>
        pay === undefined
          ? (await import("./check.ts")).check(file, terminal)
          : (await import("./check.ts")).checkByPaying({ file, amount: pay, account }, terminal);
    case "init":
      return async (terminal) => (await import("./init.ts")).init({ file, flags: values }, terminal);
    case "config-schema":
      return async (terminal) => (await import("./config-schema.ts")).printConfigSchema(terminal);
    case "keys chainup":
      return async (terminal) => (await import("./make-keys.ts")).makeChainupKeys(terminal);
    case "keys encryption":
      return async (terminal) => (await import("./make-keys.ts")).makeEncryptionKey(terminal);
    case "keys rotate":
      return async (terminal) => (await import("./rotate-keys.ts")).rotateKeys(file, terminal);
    case "reconcile":
      return async (terminal) => (await import("./reconcile.ts")).reconcile({ file, day }, terminal);
    case "erase":
      return async (terminal) => (await import("./erase.ts")).erase({ ...values, file }, terminal);
    case "jobs":
      return async (terminal) => (await import("./dead-jobs.ts")).showDeadJobs(file, terminal);
    default:
      return undefined;
  }
}

/** Whether these arguments, without the program's own name, are a command with flags that it takes. Runs nothing. */
export function isCommand(args: readonly string[]): boolean {
  try {
    return findCommand(parse(args)) !== undefined;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function refuseUsage(terminal: Terminal, why: string): number {
  terminal.error(why);
  terminal.error("pay-checkout --help lists the commands.");
  return exitUsage;
}

/** @param args without the program's own name. @returns the exit code. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  let parsed: Parsed;
  try {
    parsed = parse(args);
  } catch (error) {
    // parseArgs throws TypeErrors that name the option.
    if (error instanceof TypeError) return refuseUsage(terminal, error.message);
    throw error;
  }
  if (parsed.values.help === true) {
    const help = helpOf(parsed.positionals);
    if (help === undefined) return refuseUsage(terminal, `There is no command "${args.join(" ")}".`);
    terminal.out(help);
    return 0;
  }
  if (parsed.values.version === true) {
    terminal.out(readVersion());
    return 0;
  }
  if (parsed.positionals.length === 0) return refuseUsage(terminal, "Which command?");
  const command = findCommand(parsed);
  if (command === undefined) {
    return refuseUsage(terminal, `There is no command "${args.join(" ")}".`);
  }
  return await command(terminal);
}
