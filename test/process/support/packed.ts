/** Projects of somebody else that have installed the package as npm publishes it. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inject } from "vitest";
import { run } from "./pack.ts";

const root = join(import.meta.dirname, "../../..");

/** What package.json calls `dependencies`, and what their declarations name. Their own packages stand beside them. */
const dependencies = ["lit", "zod"];

const made: string[] = [];

/**
 * Unpacks the package where npm would, with its dependencies beside it. No registry is asked.
 *
 * @param packages more that the project has.
 * @returns the folder of the project.
 */
export function makeProject(packages: readonly string[] = []): string {
  const project = mkdtempSync(join(tmpdir(), "pay-checkout-project-"));
  made.push(project);
  const installed = join(project, "node_modules/pay-checkout");
  mkdirSync(installed, { recursive: true });
  run("tar", ["-xzf", inject("packedFile"), "--strip-components=1", "-C", installed], project);
  for (const one of [...dependencies, ...packages]) {
    const place = join(project, "node_modules", one);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(root, "node_modules", one), place, "junction");
  }
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
  return project;
}

/** For `afterAll`. */
export function removeProjects(): void {
  for (const project of made.splice(0)) rmSync(project, { recursive: true, force: true });
}
