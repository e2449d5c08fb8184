// @ts-check
/**
 * The entry of every npm script. It installs the packages of the lockfile when they are missing or out of date, and starts the script
 * on the Node 24 among them. It uses only features of Node 20, because a fresh clone has no packages and the machine's
 * Node may be older than the project's.
 */
import { spawn, spawnSync } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  majorOf,
  nodeIn,
  oldestNodeToRun,
  oldestNodeToStart,
  runningMajor,
  whyInstallIn,
} from "./packages.mjs";
import { showProgress } from "./progress.mjs";
import { cacheArguments, objectToFolder } from "./writable.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const parentPollMs = 1000;
const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
/** So much of npm's output is kept, from the end. */
const longestOutput = 64 * 1024;

/** The programs of each npm script, in order. The last one gets the user's arguments. */
const tasks = /** @type {Record<string, string[][]>} */ ({
  demo: [["scripts/demo.ts"]],
  sandbox: [["scripts/sandbox.ts"]],
  test: [["scripts/test.ts"]],
  start: [["scripts/build-widget.ts"], ["bff/cli.ts", "serve"]],
  build: [["scripts/build.ts"]],
  size: [["scripts/build-widget.ts"], ["scripts/size.ts"]],
  gallery: [["scripts/gallery.ts"]],
  pictures: [["scripts/pictures.ts"]],
  "readme-picture": [["scripts/readme-picture.ts"]],
  "console-picture": [["scripts/console-picture.ts"]],
  "test:long": [["scripts/test.ts", ".long.test."]],
  "test:browsers": [["scripts/build-widget.ts"], ["scripts/browsers.ts"]],
  "test:simulation": [["scripts/simulation.ts"]],
  "test:exhaustive": [["scripts/exhaustive.ts"]],
  "test:fuzz": [["scripts/fuzz.ts"]],
  "test:next": [["scripts/build.ts"], ["scripts/next-example.ts"]],
  "test:openapi": [["scripts/openapi-clients.ts"]],
  "test:postgres": [["scripts/postgres.ts"]],
  "test:failover": [["scripts/failover.ts"]],
  "test:alerts": [["scripts/alerts.ts"]],
  "test:package": [["scripts/build.ts"], ["scripts/package.ts"]],
  docs: [["scripts/docs.ts"]],
  reference: [["scripts/reference.ts"]],
  bench: [["scripts/build-widget.ts"], ["scripts/bench.ts"]],
});

/** A failure that the user can mend. It is printed without a stack trace. */
class HumanError extends Error {}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs npm: the one that started us, if there is one. Prints its output only when it fails.
 * @param {string[]} args */
async function runNpm(args) {
  const cli = process.env.npm_execpath;
  const viaNode = cli !== undefined && /\.c?js$/.test(cli);
  const [program, first] = viaNode ? [process.execPath, [cli]] : ["npm", []];
  const child = spawn(program, [...first, ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    shell: !viaNode && process.platform === "win32",
  });
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, forward);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output = (output + text).slice(-longestOutput);
    });
  /** @type {string} */
  const how = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code === 0 ? "" : `${signal ?? `exit code ${code}`}`));
  });
  for (const signal of signals) process.off(signal, forward);
  if (how === "") return;
  throw new HumanError(
    `"npm ${args.join(" ")}" failed (${how}):\n\n${output}\n` +
      "Is the machine online, and can it write to this folder? Then run the same command again.",
  );
}

async function installPackages() {
  const reason = whyInstallIn(root);
  if (reason === undefined) return;
  const objection = objectToFolder(root);
  if (objection !== undefined) throw new HumanError(objection);
  say(`Installing the packages of package-lock.json, because ${reason}. This takes a minute, once.`);
  const stopProgress = showProgress(root, process.stderr);
  try {
    // A production setting or --omit in the user's npm configuration must not leave out packages that we need.
    const always = [
      "ci",
      "--include=dev",
      "--include=optional",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ];
    await runNpm([...always, ...cacheArguments(root)]);
  } finally {
    stopProgress();
  }
}

/** The path of the project's own Node. Repeats its install step when that was skipped or interrupted. */
function findNode() {
  const own = nodeIn(root);
  if (runningMajor(own) >= oldestNodeToRun) return own;
  if (majorOf(process.version) >= oldestNodeToRun) return process.execPath;
  say(
    `Fetching Node ${oldestNodeToRun}, because its package is installed without its program (install scripts off?).`,
  );
  const folder = join(root, "node_modules", "node");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["installArchSpecificPackage.js"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (runningMajor(own) >= oldestNodeToRun) return own;
  throw new HumanError(
    `Node ${oldestNodeToRun} could not be put in place (exit ${status}):\n\n${stdout}${stderr}\n` +
      `Delete node_modules and try again, or install Node ${oldestNodeToRun} or newer yourself: then that one is used.`,
  );
}

/**
 * Runs a program to its end, on `node`, with our standard streams. We pass on signals, for the program to handle.
 * @param {string} node
 * @param {string[]} args
 * @returns {Promise<number>} its exit code, or 128 + the number of the signal that ended it
 */
function run(node, args) {
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`;
  const child = spawn(node, args, { cwd: root, stdio: "inherit", env: { ...process.env, PATH: path } });
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    // The terminal sends Ctrl-C to the whole process group. Passing it on too would look like a second Ctrl-C.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, forward);
  // An npm that was killed with SIGKILL passes on nothing, but then this process gets another parent.
  const parent = process.ppid;
  const orphaned = () => process.ppid !== parent && child.kill("SIGTERM");
  const watch =
    process.env.npm_lifecycle_event === undefined ? undefined : setInterval(orphaned, parentPollMs);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      for (const name of signals) process.off(name, forward);
      clearInterval(watch);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

async function main() {
  const [name = "", ...args] = process.argv.slice(2);
  const steps = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (steps === undefined)
    throw new HumanError(`There is no "${name}". There is: ${Object.keys(tasks).join(", ")}.`);
  await installPackages();
  const node = findNode();
  for (const [index, step] of steps.entries()) {
    const code = await run(node, index === steps.length - 1 ? [...step, ...args] : step);
    if (code !== 0) return code;
  }
  return 0;
}

if (majorOf(process.version) < oldestNodeToStart) {
  say(
    `This needs Node ${oldestNodeToStart} or newer to start; here is ${process.version}. See https://nodejs.org.`,
  );
  process.exit(1);
}
try {
  process.exitCode = await main();
} catch (error) {
  say(error instanceof HumanError ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = 1;
}
