/** Reads the command line and runs the command. */
import { parseArgs } from "node:util";
import { readVersion } from "../package-files.ts";
import { exitUsage } from "./exit-codes.ts";
import { hasInitFlags, initFlags } from "./init-flags.ts";
import type { Terminal } from "./load-config.ts";
import { personKinds } from "./person-kinds.ts";

export const help = `pay-checkout: takes payments for a shop, by five providers behind one API

  pay-checkout init       [--config FILE] [ANSWERS]   write a configuration (checkout.json) and its secrets
  pay-checkout serve      --config FILE               run the server
  pay-checkout check      --config FILE               find mistakes in the configuration, then try database and accounts
  pay-checkout check --pay AMOUNT --account ID        make a real payment with a server that runs, and report it
  pay-checkout config-schema                          print the JSON Schema of the configuration
  pay-checkout keys chainup                           make an RSA key pair in ChainUp's form
  pay-checkout keys encryption                        make a key for encryption.keys
  pay-checkout keys rotate --config FILE              seal the whole database under the first of encryption.keys
  pay-checkout reconcile  --config FILE [--day DAY]   compare a day (yesterday) with the providers
  pay-checkout erase      --config FILE WHO [--yes]   erase a person's data, and mark what is open
  pay-checkout jobs       --config FILE               list the jobs that were abandoned
  pay-checkout jobs retry ID --config FILE            run one of them again

  --config FILE   the configuration; CHECKOUT_CONFIG=FILE says the same
  WHO             one of --customer ID, --email ADDRESS, --phone NUMBER, --session cs_…; a value of - is read from
                  standard input, so that it stays in no shell history
  --yes           do not ask
  ANSWERS         --name NAME, --url URL (of this server), --origin URL (of your pages), --webhooks URL, --provider ID
                  (again for each), --live, --docker (for the image), --force (overwrite); on a terminal, init asks
                  for what is missing
  --day DAY       such as 2026-11-19, in UTC
  --help          this text
  --version       the version

Exit codes: 0 all is well, 1 something is not, 64 wrong arguments, 78 mistakes in the configuration.
`;

const options = {
  config: { type: "string" },
  day: { type: "string" },
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

/** @returns undefined for an unknown command. Each command loads its own modules. */
function findCommand({ values, positionals }: Parsed): Run | undefined {
  const [name, ...rest] = positionals;
  const { config: file, day, pay, account } = values;
  const named = personKinds.filter((kind) => values[kind] !== undefined);
  if ((named.length > 0 || values.yes === true) && name !== "erase") return undefined;
  if (hasInitFlags(values) && name !== "init") return undefined;
  if ((pay !== undefined || account !== undefined) && name !== "check") return undefined;
  if (day !== undefined && name !== "reconcile") return undefined;
  const command = rest.length === 0 ? name : `${name} ${rest[0]}`;
  const [, id] = rest;
  if (command === "jobs retry" && rest.length === 2 && id !== undefined) {
    return async (terminal) => (await import("./dead-jobs.ts")).retryJob({ file, id }, terminal);
  }
  if (rest.length > 1) return undefined;
  switch (command) {
    case "serve":
      return async (terminal) => (await import("./serve.ts")).serve(file, terminal);
    case "check":
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
    terminal.out(help.trimEnd());
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
