#!/usr/bin/env node
/** `pay-checkout`: serve · check · keys · reconcile · jobs. */
import { enableCompileCache } from "node:module";
import { runCommand } from "./cli/run.ts";
import { standardError, standardOutput } from "./standard-streams.ts";

// Each command loads its modules when it runs. From the second start on, they come from the compile cache.
enableCompileCache();

const [output, errors] = [standardOutput(), standardError()];
/** A reader that does not read must not keep the process. */
const lastWordsMs = 500;

const code = await runCommand(process.argv.slice(2), {
  out: (line) => output.write(`${line}\n`),
  error: (line) => errors.write(`${line}\n`),
  env: process.env,
});
await Promise.all([output.written(lastWordsMs), errors.written(lastWordsMs)]);
// A provider's call that never ends must not keep the process alive.
process.exit(code);
