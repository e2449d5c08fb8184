#!/usr/bin/env node
/** `pay-checkout`: init · serve · check · config-schema · keys · operator · reconcile · erase · jobs. */
import { dirname } from "node:path";

// Without a listener of ours, Node opens its inspector at the first signal, and the second one ends the process. The
// listener is one of the language's own: for a function of ours the bundler would import a file of its helpers, before
// anything here could say that a grant is missing.
process.on("SIGUSR1", Boolean);
process.on("SIGUSR2", Boolean);

/** What came in between, such as node:sqlite, makes an older Node fail at some import, in words that say nothing. */
const oldestNode = 24;
const { node } = process.versions;

// An older Node has to read this file, too (14.8 and newer do), so nothing here is newer.
if (Number(node.split(".")[0]) < oldestNode) {
  process.stderr.write(
    `pay-checkout needs Node ${oldestNode} or newer, but this is Node ${node}: https://nodejs.org\n`,
  );
  process.exitCode = 1;
} else {
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
}
