/**
 * Builds `examples/next/` with Next and the package as it would be published, and tries it in a browser. Not a part of
 * `npm test`, because Next weighs 340 MB. It exits with 1 when something is wrong.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { launchBrowser } from "../test/support/browser.ts";
import { findFreePort } from "./free-port.ts";

const root = dirname(import.meta.dirname);
const folder = mkdtempSync(join(tmpdir(), "pay-checkout-next-"));
const next = join(folder, "node_modules/next/dist/bin/next");
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`"${program} ${args.join(" ")}" failed:\n${stdout}${stderr}`);
  return stdout;
}

/** Installs the example with the package from a tarball. */
function install(): void {
  cpSync(join(root, "examples/next"), folder, { recursive: true });
  const tarball = run(
    "npm",
    ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder],
    root,
  ).trim();
  const file = join(folder, "package.json");
  const manifest = z
    .looseObject({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  const dependencies = { ...manifest.dependencies, "pay-checkout": `file:./${tarball}` };
  writeFileSync(file, JSON.stringify({ ...manifest, dependencies }, null, 2));
  run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev"], folder);
}

/** The page's HTML, once the server is up. */
async function fetchPage(url: string, server: ChildProcess): Promise<string> {
  while (server.exitCode === null) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok === true) return await answer.text();
    await wait(200);
  }
  throw new Error(`next start ended with ${server.exitCode}`);
}

function check(isRight: boolean, what: string): void {
  if (!isRight) throw new Error(`wrong: ${what}`);
  console.log(`ok     ${what}`);
}

/** Opens the page. Nobody answers at the BFF's address, so the widget must say so by its event. */
async function tryInBrowser(url: string): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(url);
    await page.locator("output", { hasText: "Something went wrong: network" }).waitFor({ timeout: 60_000 });
    check(true, "the element is registered, and a handler is called after hydration");
    check(complaints.length === 0, ["the page throws nothing", ...complaints].join(", but "));
  } finally {
    await browser.close();
  }
}

try {
  install();
  run(process.execPath, [next, "build"], folder);
  console.log("ok     next build");
  const port = await findFreePort();
  const bff = `http://127.0.0.1:${await findFreePort()}`;
  const server = spawn(process.execPath, [next, "start", "-p", String(port)], {
    cwd: folder,
    env: { ...env, BFF: bff },
    stdio: "ignore",
  });
  try {
    const url = `http://127.0.0.1:${port}/`;
    const html = await fetchPage(url, server);
    check(
      html.includes(`<pay-checkout bff="${bff}" client-token="ct_example"`),
      "the server renders the tag",
    );
    check(html.includes(`${bff}/pay#ct_example`), "the server renders what stands between the tags");
    await tryInBrowser(url);
  } finally {
    server.kill();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
