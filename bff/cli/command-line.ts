/** The command line of this process: its arguments, its streams and its exit code. */
import { enableCompileCache } from "node:module";
import { createInterface } from "node:readline";
import { standardError, standardOutput } from "../standard-streams.ts";
import { runCommand } from "./run.ts";

// Each command loads its modules when it runs. From the second start on, they come from the compile cache.
enableCompileCache();

let lines: AsyncIterator<string> | undefined;

/** Standard input is opened by the first line that is asked for, since it keeps a process alive. */
async function readLine(): Promise<string | undefined> {
  lines ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const next = await lines.next();
  return next.done === true ? undefined : next.value;
}

const [output, errors] = [standardOutput(), standardError()];
/** A reader that does not read must not keep the process. */
const lastWordsMs = 500;

const code = await runCommand(process.argv.slice(2), {
  out: (line) => output.write(`${line}\n`),
  readLine,
  isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
  error: (line) => errors.write(`${line}\n`),
  env: process.env,
});
await Promise.all([output.written(lastWordsMs), errors.written(lastWordsMs)]);
// A provider's call that never ends must not keep the process alive.
process.exit(code);
