import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readMissingNames, readUses } from "./support/floor.ts";

const v1 = join(import.meta.dirname, "../../../dist/widget/v1");
/** What stands in the hosted page. */
const hosted = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(v1, "../hosted.json"), "utf8")));
const scripts: ReadonlyMap<string, string> = new Map([
  ...readdirSync(v1)
    .filter((name) => name.endsWith(".js"))
    .map((name) => [name, readFileSync(join(v1, name), "utf8")] as const),
  ...Object.entries(hosted.scripts).map(([name, text]) => [`hosted ${name}`, text] as const),
]);

/** Names that the scripts use only where they are there, and names of our own functions. */
const judged: ReadonlySet<string> = new Set([
  // Lit asks for adopted style sheets and Trusted Types first.
  ...["replaceSync", "createPolicy", "createHTML"],
  // The slip splits words in another way without a segmenter, and the button for sharing is shown where it works.
  ...["Segmenter", "segment", "share", "canShare"],
  // A form of ours is tried with it where it is there, to learn of a sandbox.
  "requestSubmit",
  // Functions of the clock, the browser API and the QR encoder.
  ...["sync", "session", "isValid", "xor", "mul"],
]);

describe("widget 14: what the build uses", () => {
  test("no script has syntax that Chrome 83, Safari 14.1 or Firefox 78 cannot read", () => {
    expect([...scripts.keys()]).toEqual(expect.arrayContaining(["pay-checkout.js", "hosted widget"]));
    const found = [...scripts].flatMap(([name, text]) =>
      readUses(`${name}.js`, text).syntax.map((what) => `${name}: ${what}`),
    );
    expect(found).toEqual([]);
  });

  test("no script uses what none of them has", () => {
    const missing = readMissingNames();
    for (const name of ["canParse", "structuredClone", "replaceAll", "hasOwn"])
      expect(missing).toContain(name);
    const found = [...scripts].flatMap(([name, text]) =>
      [...readUses(`${name}.js`, text).names]
        .filter((used) => missing.has(used) && !judged.has(used))
        .map((used) => `${name}: ${used}`),
    );
    expect(found).toEqual([]);
  });

  test("the reader finds syntax that is too new", () => {
    const text = "class A { #a = 1; static {} b = 2 } x ??= 1; f?.(...x); /(?<=a)b/; /a/v";
    expect(readUses("a.js", text).syntax).toHaveLength(7);
  });
});
