#!/usr/bin/env node
/** `pay-checkout`: serve · check · keys · reconcile · jobs. */
import { enableCompileCache } from "node:module";
import { runCommand } from "./cli/run.ts";

// Commands load their modules when they run: from the second start on they come compiled.
enableCompileCache();

const code = await runCommand(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  env: process.env,
});
// Whatever still holds the process (a provider's call that does not end) must not keep it.
process.exit(code);
