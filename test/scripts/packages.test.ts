import { describe, expect, test } from "vitest";
import { majorOf, runningMajor, whyInstall } from "../../scripts/packages.mjs";

const wanted = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/lit": { version: "3.3.3", integrity: "sha512-a" },
    "node_modules/@other/platform": { version: "1.0.0", integrity: "sha512-b", optional: true },
  },
};
const installed = { packages: { "node_modules/lit": { version: "3.3.3", integrity: "sha512-a" } } };

describe("whyInstall", () => {
  test("wants nothing when what is installed is what is locked, other platforms' packages aside", () => {
    expect(whyInstall(wanted, installed)).toBeUndefined();
  });

  test("says that nothing is installed on a fresh clone and after an install that broke off", () => {
    expect(whyInstall(wanted, undefined)).toBe("they are not installed yet");
  });

  test("names the package whose version changed", () => {
    const older = { packages: { "node_modules/lit": { version: "3.3.2", integrity: "sha512-a" } } };
    expect(whyInstall(wanted, older)).toBe("package-lock.json has changed (lit)");
  });

  test("notices a package of the same version with other contents", () => {
    const other = { packages: { "node_modules/lit": { version: "3.3.3", integrity: "sha512-x" } } };
    expect(whyInstall(wanted, other)).toContain("lit");
  });

  test("notices packages that were left out, as with --omit=dev, and counts them", () => {
    const more = {
      packages: { ...wanted.packages, "node_modules/a/node_modules/@x/b": { version: "1.0.0" } },
    };
    expect(whyInstall(more, { packages: {} })).toBe("package-lock.json has changed (lit and 1 more)");
    expect(whyInstall(more, installed)).toBe("package-lock.json has changed (@x/b)");
  });
});

describe("Node versions", () => {
  test.each([
    ["v20.20.2\n", 20],
    ["24.21.0", 24],
    ["v8.0.0", 8],
    ["", 0],
    ["not a version", 0],
  ])("reads %j as major version %i", (text, major) => {
    expect(majorOf(text)).toBe(major);
  });

  test("tells a Node that runs from one that is not there", () => {
    expect(runningMajor(process.execPath)).toBe(majorOf(process.version));
    expect(runningMajor(`${process.execPath}-that-is-not-there`)).toBe(0);
  });
});
