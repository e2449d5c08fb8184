#!/usr/bin/env node
/** `pay-checkout`: serve · check · keys · reconcile · erase · jobs. */
try {
  await import("./cli/command-line.ts");
} catch (error) {
  // Without --allow-fs-read for this package, no module of it can be loaded that would say so.
  if (!(error instanceof Error && "permission" in error && "resource" in error)) throw error;
  process.stderr.write(
    `Node's permission model refuses pay-checkout its own file ${error.resource}: --allow-fs-read is missing for its folder "dist" or its file "package.json".\n`,
  );
  process.exitCode = 1;
}
