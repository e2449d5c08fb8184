#!/usr/bin/env node
/** `pay-checkout`: serve · check · keys · reconcile · erase · jobs. */
import { dirname } from "node:path";

// Without a listener of ours, Node opens its inspector at the first signal, and the second one ends the process.
process.on("SIGUSR1", () => undefined);
process.on("SIGUSR2", () => undefined);

try {
  await import("./cli/command-line.ts");
} catch (error) {
  // Without --allow-fs-read for this package, no module of it can be loaded that would say so.
  if (!(error instanceof Error && "permission" in error && "resource" in error)) throw error;
  const file = String(error.resource);
  const grant = file.endsWith("package.json") ? file : dirname(import.meta.dirname);
  process.stderr.write(
    `Node's permission model refuses pay-checkout its own file ${file}: --allow-fs-read=${grant} is missing\n`,
  );
  process.exitCode = 1;
}
