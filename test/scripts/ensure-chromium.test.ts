import { describe, expect, test } from "vitest";
import {
  advice,
  ensureChromium,
  findChromium,
  type Machine,
  waysToGetChromium,
} from "../../scripts/ensure-chromium.ts";

const playwright = "/cache/playwright/chrome";

/** A Linux machine with the programs named, all of which work but the broken ones. */
function machineWith(files: string[], more: Partial<Machine> & { broken?: string[] } = {}): Machine {
  return {
    platform: "linux",
    isRoot: false,
    chromiumPath: undefined,
    playwrightPath: playwright,
    exists: (path) => files.includes(path),
    works: (path) => !(more.broken ?? []).includes(path),
    ...more,
  };
}

describe("findChromium", () => {
  test("takes the one that CHROMIUM_PATH names before any other", () => {
    const machine = machineWith(["/usr/bin/chromium", "/mine"], { chromiumPath: "/mine" });
    expect(findChromium(machine)).toBe("/mine");
  });

  test("says so when CHROMIUM_PATH names none, rather than taking another", () => {
    const missing = machineWith(["/usr/bin/chromium"], { chromiumPath: "/mine" });
    expect(() => findChromium(missing)).toThrow("CHROMIUM_PATH is /mine");
    const broken = machineWith(["/usr/bin/chromium", "/mine"], { chromiumPath: "/mine", broken: ["/mine"] });
    expect(() => findChromium(broken)).toThrow("CHROMIUM_PATH is /mine");
  });

  test("passes over a stub that does not start", () => {
    const machine = machineWith(["/usr/bin/chromium-browser", playwright], {
      broken: ["/usr/bin/chromium-browser"],
    });
    expect(findChromium(machine)).toBe(playwright);
  });

  test("finds none on a machine that has none", () => {
    expect(findChromium(machineWith([]))).toBeUndefined();
  });
});

describe("waysToGetChromium", () => {
  const programs = (machine: Machine) =>
    waysToGetChromium(machine).map((way) => way.commands.map(([program, ...args]) => [program, args[0]]));

  test("is apt first, then Playwright, for root on Debian", () => {
    expect(programs(machineWith(["/usr/bin/apt-get"], { isRoot: true }))).toEqual([
      [
        ["apt-get", "update"],
        ["apt-get", "install"],
      ],
      [[process.execPath, "node_modules/playwright-core/cli.js"]],
    ]);
  });

  test.each([
    ["an ordinary user on Debian", machineWith(["/usr/bin/apt-get"])],
    ["root without apt", machineWith([], { isRoot: true })],
    ["root on a Mac", machineWith(["/usr/bin/apt-get"], { isRoot: true, platform: "darwin" })],
  ])("is Playwright alone for %s", (_who, machine) => {
    expect(programs(machine)).toEqual([[[process.execPath, "node_modules/playwright-core/cli.js"]]]);
  });
});

describe("ensureChromium", () => {
  test("installs nothing, and says nothing, where there is one", () => {
    const run = () => expect.fail("nothing to install");
    const say = () => expect.fail("nothing to say");
    expect(ensureChromium({ machine: machineWith(["/usr/bin/chromium"]), run, say })).toBe(
      "/usr/bin/chromium",
    );
  });

  test("goes on to Playwright when apt has none, says so, and uses what that brings", () => {
    const files = ["/usr/bin/apt-get"];
    const said: string[] = [];
    const run = ([program, ...args]: readonly string[]) => {
      if (program === "apt-get") return args[0] === "update";
      files.push(playwright);
      return true;
    };
    const machine = machineWith(files, { isRoot: true });
    expect(ensureChromium({ machine, run, say: (line) => said.push(line) })).toBe(playwright);
    expect(said).toEqual([expect.stringContaining("apt-get"), expect.stringContaining("Playwright")]);
  });

  test("says what to do when an installed one does not start either", () => {
    const files: string[] = [];
    const machine = machineWith(files, { broken: [playwright] });
    const run = () => files.push(playwright) > 0;
    expect(() => ensureChromium({ machine, run, say: () => undefined })).toThrow(advice);
  });
});
