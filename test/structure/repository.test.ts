import { describe, expect, test } from "vitest";
import { z } from "zod";
import { listFiles, readText } from "./repository.ts";

const exactVersion = /^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
const maxLines = 300;
// A contract is read from top to bottom by those who rely on it.
const contracts = /^bff\/(providers\/)?contract\.ts$/;
// Long by nature, and written by a machine or a lawyer.
const notOurs = /^(package-lock\.json|LICENSE)$/;
const binary = /\.(png|jpg|ico|woff2?|gz|br)$/;

const files = listFiles();
const texts = files.filter((file) => !binary.test(file) && !notOurs.test(file));
const product = texts.filter((file) => /^(bff|widget|demo|scripts)\/.*\.(ts|tsx|js|mjs)$/.test(file));

/** Every line of these files that matches, as `file:line: text`. */
function linesWith(pattern: RegExp, among: readonly string[]): string[] {
  return among.flatMap((file) =>
    readText(file)
      .split("\n")
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

function countLinesOfCode(text: string): number {
  return text.split("\n").filter((line) => !/^\s*($|\/\/|\/\*|\*)/.test(line)).length;
}

describe("the packages", () => {
  const manifest = z.object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    engines: z.object({ node: z.string() }),
  });
  const lock = z.object({
    packages: z.record(z.string(), z.looseObject({ integrity: z.string().optional() })),
  });
  const { dependencies, devDependencies } = manifest.parse(JSON.parse(readText("package.json")));
  const { packages } = lock.parse(JSON.parse(readText("package-lock.json")));

  test("have scripts that need no shell of Unix: Windows' cmd runs them, too", () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readText("package.json")));
    const odd = Object.values(scripts).filter((script) => !/^node scripts\/run\.mjs [\w:-]+$/.test(script));
    expect(odd).toEqual([]);
  });

  test("are asked for by exact versions", () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !exactVersion.test(version),
    );
    expect(loose).toEqual([]);
  });

  test("each has its reason, but for types", () => {
    const tables = readText("docs/decisions/0012-libraries.md").split("Looked at, and not taken")[0] ?? "";
    const cells = tables.split("\n").flatMap((line) => /^\| (`.+?) \|/.exec(line)?.[1] ?? []);
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
    const all = Object.keys({ ...dependencies, ...devDependencies });
    expect(named.toSorted()).toEqual(all.filter((name) => !name.startsWith("@types/")).sort());
  });

  test("are locked without the address of any registry", () => {
    expect(linesWith(/"resolved"|https?:\/\/[^"]*\.tgz/, ["package-lock.json"])).toEqual([]);
  });

  test("are locked with a checksum each", () => {
    const bare = Object.entries(packages).filter(
      ([path, { integrity }]) => path !== "" && integrity === undefined,
    );
    expect(bare.map(([path]) => path)).toEqual([]);
  });

  test("are all locked, those for other platforms too: npm ci refuses a lockfile that leaves one out", () => {
    const optional = z.looseObject({ optionalDependencies: z.record(z.string(), z.string()).default({}) });
    const missing = Object.entries(packages).flatMap(([path, found]) =>
      Object.keys(optional.parse(found).optionalDependencies).filter(
        (name) =>
          packages[`node_modules/${name}`] === undefined &&
          packages[`${path}/node_modules/${name}`] === undefined,
      ),
    );
    expect(missing).toEqual([]);
  });
});

test("what is deployed has no history, tests, demo or sources", () => {
  const development = /(?:^|\/)(?:\.git|\.ci|test|demo|docs|scripts|bff|widget)(?:\/|$)/;
  const [first, ...letIn] = readText(".dockerignore").trim().split("\n");
  expect(first).toBe("*");
  expect(letIn.filter((line) => /git|test|demo/.test(line))).toEqual([]);
  const image =
    readText("Dockerfile")
      .split(/^FROM /m)
      .at(-1) ?? "";
  const copied = [...image.matchAll(/^COPY (?:--from=\w+ )?(\S+)/gm)].map(([, path = ""]) => path);
  expect(copied).toContain("/app/dist");
  const { files: published } = z
    .object({ files: z.array(z.string()) })
    .parse(JSON.parse(readText("package.json")));
  expect([...copied, ...published].filter((path) => development.test(path))).toEqual([]);
});

describe("the files", () => {
  test("name no path of anybody's machine", () => {
    // Written in pieces, so that this file does not name one either.
    const homes = ["work", "home", "root", "tmp", "Users", "var/tmp"].join("|");
    expect(linesWith(new RegExp(`(^|[\\s"'\`(=:])/(${homes})/\\w`), texts)).toEqual([]);
  });

  test("name no package registry", () => {
    expect(linesWith(new RegExp(["registry", "npmjs"].join("\\.")), texts)).toEqual([]);
  });

  test("of the product leave nothing to be done", () => {
    const marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].join("|");
    expect(linesWith(new RegExp(`\\b(${marks})\\b`), product)).toEqual([]);
  });

  test(`of the product have at most ${maxLines} lines of code, comments aside: nobody should save on those`, () => {
    const long = product
      .filter((file) => !contracts.test(file))
      .map((file) => ({ file, lines: countLinesOfCode(readText(file)) }));
    expect(long.filter(({ lines }) => lines > maxLines)).toEqual([]);
  });
});
