/** Reads the command line and runs the command. */
import { readVersion } from "../package-files.ts";
import { exitUsage } from "./exit-codes.ts";
import { findCommand, objectToWords } from "./find-command.ts";
import { readFlags } from "./flags.ts";
import { helpOf } from "./help.ts";
import { configPath, type Terminal } from "./load-config.ts";

/** Whether these arguments, without the program's own name, are a command with flags that it takes. Runs nothing. */
export function isCommand(args: readonly string[]): boolean {
  const read = readFlags(args);
  return read.ok && findCommand(read).ok;
}

function refuseUsage(terminal: Terminal, why: string): number {
  terminal.error(why);
  terminal.error("pay-checkout --help lists the commands.");
  return exitUsage;
}

/** @param args without the program's own name. @returns the exit code. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const read = readFlags(args);
  if (!read.ok) return refuseUsage(terminal, read.objection);
  const { values, positionals } = read;
  if (values.help === true) {
    const help = helpOf(positionals);
    if (help === undefined) return refuseUsage(terminal, objectToWords(positionals));
    terminal.out(help);
    return 0;
  }
  if (values.version === true) {
    terminal.out(readVersion());
    return 0;
  }
  if (positionals.length === 0) return refuseUsage(terminal, "Which command?");
  const found = findCommand(read);
  if (!found.ok) return refuseUsage(terminal, found.objection);
  const { command, argument } = found;
  const file = configPath(values.config, terminal);
  if (command.readsConfig && file === undefined) {
    const why = `${command.name} needs the configuration: --config FILE, or CHECKOUT_CONFIG=FILE.`;
    return refuseUsage(terminal, why);
  }
  return await command.run({ file: file ?? "", values, argument }, terminal);
}
