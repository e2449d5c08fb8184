/** The flags of the command line, and what is wrong with how they are written. */
import { parseArgs } from "node:util";
import { initFlags } from "./init-flags.ts";

const flags = {
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

export type Flag = keyof typeof flags;

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: flags, allowPositionals: true, strict: true });
}

export type Parsed = ReturnType<typeof parse>;
export type Values = Parsed["values"];

function isFlag(name: string): name is Flag {
  return Object.hasOwn(flags, name);
}

/** The flags that were given, and not those with which a command is asked about. */
export function givenFlags(values: Values): Flag[] {
  return Object.keys(values)
    .filter(isFlag)
    .filter((name) => name !== "help" && name !== "version");
}

/** A sentence about the first flag that is none, or lacks its value. It quotes no value, which may be a person's. */
function objectTo(args: readonly string[]): string | undefined {
  const options = {
    args: [...args],
    options: flags,
    allowPositionals: true,
    strict: false,
    tokens: true,
  } as const;
  for (const token of parseArgs(options).tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    if (!isFlag(name)) return `There is no flag ${rawName.slice(0, 64)}.`;
    if (flags[name].type === "boolean") {
      if (value !== undefined) return `${rawName} takes no value.`;
    } else if (value === undefined) {
      return `${rawName} needs a value.`;
    } else if (inlineValue !== true && value.length > 1 && value.startsWith("-")) {
      return `${rawName} needs a value. If its value begins with a dash, write ${rawName}=VALUE.`;
    }
  }
  return undefined;
}

export type Reading = ({ readonly ok: true } & Parsed) | { readonly ok: false; readonly objection: string };

/** @param args without the program's own name. */
export function readFlags(args: readonly string[]): Reading {
  const objection = objectTo(args);
  return objection === undefined ? { ok: true, ...parse(args) } : { ok: false, objection };
}
