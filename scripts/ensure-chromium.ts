/**
 * Finds or installs a Chromium for the browser tests. It tries an installed one, then the machine's package manager,
 * then Playwright's installer. If all fail, it tells the user what to do.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

/** The facts about a machine on which the decisions depend, so that a test can invent machines. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly chromiumPath: string | undefined;
  /** The path of Playwright's Chromium, which need not exist. */
  readonly playwrightPath: string;
  exists(path: string): boolean;
  /** Whether the program starts and prints a version. Ubuntu's chromium-browser, for example, is a stub that does not. */
  works(path: string): boolean;
}

/** A way to get a Chromium. */
export interface Way {
  readonly why: string;
  readonly commands: readonly (readonly [string, ...string[]])[];
}

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The advice for a user on whose machine no way worked. */
export const advice = `No Chromium for the browser tests. Any one of these helps:
  - install Chromium or Chrome with your system's packages (Debian, Ubuntu: apt-get install chromium, as root)
  - npx playwright-core install --with-deps chromium
  - CHROMIUM_PATH=<path of a Chromium or Chrome> npm test`;

/** The path of a Chromium that works, or undefined. Throws when the one in CHROMIUM_PATH does not work. */
export function findChromium(machine: Machine = thisMachine()): string | undefined {
  const given = machine.chromiumPath;
  if (given !== undefined && given !== "") {
    if (machine.exists(given) && machine.works(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, and there is no Chromium there that starts.`);
  }
  return [...places, machine.playwrightPath].find((path) => machine.exists(path) && machine.works(path));
}

/** The ways to install a Chromium on this machine, best first. */
export function waysToGetChromium(machine: Machine): Way[] {
  const ways: Way[] = [];
  if (machine.platform === "linux" && machine.isRoot && machine.exists("/usr/bin/apt-get")) {
    ways.push({
      why: "with apt-get, as this is root on a Debian or Ubuntu",
      commands: [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
      ],
    });
  }
  ways.push({
    why: "with Playwright's installer",
    commands: [[process.execPath, "node_modules/playwright-core/cli.js", "install", "chromium"]],
  });
  return ways;
}

/** The facts about this machine. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    chromiumPath: process.env.CHROMIUM_PATH,
    playwrightPath: chromium.executablePath(),
    exists: existsSync,
    works: (path) => spawnSync(path, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0,
  };
}

function runCommand([program, ...args]: readonly [string, ...string[]]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", env });
  if (status === 0) return true;
  const tail = `${stdout ?? ""}${stderr ?? ""}`.trim().split("\n").slice(-5).join("\n");
  process.stderr.write(`"${program} ${args.join(" ")}" failed:\n${tail}\n`);
  return false;
}

/**
 * The path of a Chromium that works. Installs one if necessary, and passes `say` a line on how and why. Throws with
 * advice for the user when the installation fails.
 */
export function ensureChromium(options: {
  readonly machine?: Machine;
  readonly run?: (command: readonly [string, ...string[]]) => boolean;
  readonly say: (line: string) => void;
}): string {
  const { machine = thisMachine(), run = runCommand, say } = options;
  const present = findChromium(machine);
  if (present !== undefined) return present;
  for (const way of waysToGetChromium(machine)) {
    say(`Installing Chromium for the browser tests, ${way.why}. This takes a minute, once.`);
    if (!way.commands.every((command) => run(command))) continue;
    const installed = findChromium(machine);
    if (installed !== undefined) return installed;
  }
  throw new Error(advice);
}
