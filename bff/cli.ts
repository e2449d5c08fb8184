#!/usr/bin/env node
/** `pay-checkout`: serve · check · keys · reconcile · jobs. */
import { enableCompileCache } from "node:module";
import { runCommand } from "./cli/run.ts";

// Each command loads its modules when it runs. From the second start on, they come from the compile cache.
enableCompileCache();

const code = await runCommand(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  env: process.env,
});
// A provider's call that never ends must not keep the process alive.
process.exit(code);
