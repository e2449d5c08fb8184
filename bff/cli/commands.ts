/** The commands: what each one takes, and how it runs. Each loads its own modules. */
import type { Flag, Values } from "./flags.ts";
import { initFlagNames } from "./init-flags.ts";
import type { Terminal } from "./load-config.ts";
import { personKinds } from "./person-kinds.ts";

/** What a command is given. */
export interface Given {
  /** Where the configuration is; empty for a command that reads none. */
  readonly file: string;
  readonly values: Values;
  /** The argument after the command's words; empty for a command that takes none. */
  readonly argument: string;
}

export interface Command {
  readonly name: string;
  readonly flags: readonly Flag[];
  /** What the argument is that it needs. */
  readonly argument?: string;
  /** Whether it cannot run without a configuration. */
  readonly readsConfig: boolean;
  /** A sentence about flags that it takes, but not so. */
  readonly objectTo?: (values: Values) => string | undefined;
  readonly run: (given: Given, terminal: Terminal) => Promise<number>;
}

function objectToCheck({ pay, account, database }: Values): string | undefined {
  if (database !== undefined && (pay !== undefined || account !== undefined)) {
    return "check looks at a copy (--database) or makes a payment (--pay with --account), not both at once.";
  }
  if (pay === undefined && account !== undefined)
    return "--account needs --pay AMOUNT, too: it pays by that account.";
  return pay !== undefined && account === undefined ? "--pay needs --account ID, too." : undefined;
}

async function runCheck({ file, values }: Given, terminal: Terminal): Promise<number> {
  const { pay: amount, account, database: place } = values;
  if (place !== undefined) return (await import("./check-copy.ts")).checkCopy({ file, place }, terminal);
  const { check, checkByPaying } = await import("./check.ts");
  if (amount === undefined || account === undefined) return await check(file, terminal);
  return await checkByPaying({ file, amount, account }, terminal);
}

export const commands: readonly Command[] = [
  {
    name: "init",
    flags: ["config", ...initFlagNames],
    readsConfig: false,
    run: async ({ values }, terminal) =>
      (await import("./init.ts")).init({ file: values.config, flags: values }, terminal),
  },
  {
    name: "serve",
    flags: ["config"],
    readsConfig: true,
    run: async ({ file }, terminal) => (await import("./serve.ts")).serve(file, terminal),
  },
  {
    name: "check",
    flags: ["config", "pay", "account", "database"],
    readsConfig: true,
    objectTo: objectToCheck,
    run: runCheck,
  },
  {
    name: "backup",
    flags: ["config", "to"],
    readsConfig: true,
    run: async ({ file, values: { to = "" } }, terminal) =>
      (await import("./backup.ts")).backup({ file, to }, terminal),
  },
  {
    name: "config-schema",
    flags: [],
    readsConfig: false,
    run: async (_, terminal) => (await import("./config-schema.ts")).printConfigSchema(terminal),
  },
  {
    name: "keys chainup",
    // It is allowed beside the other commands of keys, and changes nothing.
    flags: ["config"],
    readsConfig: false,
    run: async (_, terminal) => (await import("./make-keys.ts")).makeChainupKeys(terminal),
  },
  {
    name: "keys encryption",
    flags: ["config"],
    readsConfig: false,
    run: async (_, terminal) => (await import("./make-keys.ts")).makeEncryptionKey(terminal),
  },
  {
    name: "keys rotate",
    flags: ["config"],
    readsConfig: true,
    run: async ({ file }, terminal) => (await import("./rotate-keys.ts")).rotateKeys(file, terminal),
  },
  {
    name: "operator add",
    flags: ["config"],
    argument: "the ID of the operator, such as ana",
    readsConfig: false,
    run: async ({ argument: id }, terminal) => (await import("./add-operator.ts")).addOperator(id, terminal),
  },
  {
    name: "reconcile",
    flags: ["config", "day"],
    readsConfig: true,
    run: async ({ file, values: { day } }, terminal) =>
      (await import("./reconcile.ts")).reconcile({ file, day }, terminal),
  },
  {
    name: "erase",
    flags: ["config", "yes", ...personKinds],
    readsConfig: true,
    run: async ({ file, values }, terminal) =>
      (await import("./erase.ts")).erase({ ...values, file }, terminal),
  },
  {
    name: "jobs",
    flags: ["config"],
    readsConfig: true,
    run: async ({ file }, terminal) => (await import("./dead-jobs.ts")).showDeadJobs(file, terminal),
  },
  {
    name: "jobs retry",
    flags: ["config"],
    argument: "the ID of a job, which pay-checkout jobs lists",
    readsConfig: true,
    run: async ({ file, argument: id }, terminal) =>
      (await import("./dead-jobs.ts")).retryJob({ file, id }, terminal),
  },
];
