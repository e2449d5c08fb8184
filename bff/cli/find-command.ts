/** Finds the command that the arguments name, or says what is wrong with them. */
import { type Command, commands } from "./commands.ts";
import { givenFlags, type Parsed } from "./flags.ts";

export type Finding =
  | { readonly ok: true; readonly command: Command; readonly argument: string }
  | { readonly ok: false; readonly objection: string };

function refuse(objection: string): Finding {
  return { ok: false, objection };
}

/** As it was typed; what is long or has control characters cannot fill the terminal. */
function quote(words: readonly string[]): string {
  return JSON.stringify(words.join(" ").slice(0, 64));
}

function list(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
}

/** What to say of words that are no command. */
export function objectToWords(words: readonly string[]): string {
  const [first = ""] = words;
  const longer = commands.map(({ name }) => name).filter((name) => name.startsWith(`${first} `));
  if (longer.length === 0) return `There is no command ${quote([first])}.`;
  if (words.length === 1) return `${first} needs to be told what: there are ${list(longer)}.`;
  return `There is no command ${quote(words.slice(0, 2))}: there are ${list(longer)}.`;
}

/** The command whose name the words begin with; `jobs retry` rather than `jobs`. */
function commandOf(words: readonly string[]): Command | undefined {
  const named = commands.filter(({ name }) => `${words.join(" ")} `.startsWith(`${name} `));
  return named.toSorted((one, other) => other.name.length - one.name.length)[0];
}

/** A sentence about the first flag that is another command's, or about flags that don't go together. */
function objectToFlags(command: Command, { values }: Parsed): string | undefined {
  const foreign = givenFlags(values).find((flag) => !command.flags.includes(flag));
  if (foreign === undefined) return command.objectTo?.(values);
  const owners = commands.filter(({ flags }) => flags.includes(foreign)).map(({ name }) => name);
  // Most commands take --config, and naming them all helps nobody.
  const rest = owners.length > 2 ? "" : ` It belongs to ${list(owners)}.`;
  return `${command.name} takes no --${foreign}.${rest}`;
}

export function findCommand(parsed: Parsed): Finding {
  const { positionals } = parsed;
  const command = commandOf(positionals);
  if (command === undefined) return refuse(objectToWords(positionals));
  const rest = positionals.slice(command.name.split(" ").length);
  const [argument] = rest;
  if (command.argument !== undefined && argument === undefined) {
    return refuse(`${command.name} needs ${command.argument}.`);
  }
  const [tooMany] = command.argument === undefined ? rest : rest.slice(1);
  if (tooMany !== undefined) {
    const only = command.argument === undefined ? "no argument" : "one argument, not also";
    return refuse(`${command.name} takes ${only} ${quote([tooMany])}.`);
  }
  const objection = objectToFlags(command, parsed);
  return objection === undefined ? { ok: true, command, argument: argument ?? "" } : refuse(objection);
}
