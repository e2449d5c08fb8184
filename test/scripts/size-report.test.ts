import { describe, expect, test } from "vitest";
import { manifestSchema, overBudget, reportConsole, reportSizes } from "../../scripts/size-report.ts";

const manifest = manifestSchema.parse({
  "widget/pay-checkout.ts": {
    file: "pay-checkout.js",
    isEntry: true,
    imports: ["_shared.js"],
    dynamicImports: ["widget/screens/later.ts"],
  },
  "_shared.js": { file: "shared.js", imports: ["_lit.js"], dynamicImports: ["widget/screens/qr-code.ts"] },
  "_lit.js": { file: "lit.js", imports: ["_shared.js"] },
  "widget/screens/later.ts": { file: "later.js", isDynamicEntry: true, imports: ["_shared.js"] },
  "widget/screens/qr-code.ts": {
    file: "qr.js",
    imports: ["_matrix.js"],
    dynamicImports: ["widget/codes/barcode.ts"],
  },
  "_matrix.js": { file: "matrix.js" },
  "widget/codes/barcode.ts": { file: "barcode.js" },
  "widget/react.ts": { file: "react.js", isEntry: true, imports: ["_shared.js"] },
});

const texts = ["v1/texts-1-el.js", "v1/texts-1-es.js", "v1/texts-1-guide-el.js"];

function report(sizes: Record<string, number>) {
  const sizeOf = (file: string) => ({ gzip: sizes[file] ?? 100, brotli: 50 });
  return reportSizes({ manifest, entryFile: "pay-checkout.js", texts, sizeOf });
}

describe("reportSizes", () => {
  test("counts the entry with all it imports at once, over any number of steps", () => {
    const [start] = report({});
    expect(start?.files.toSorted()).toEqual(["lit.js", "pay-checkout.js", "shared.js"]);
    expect(start).toMatchObject({ gzip: 300, brotli: 150, budget: 20_480 });
  });

  test("counts the largest language on top, for a customer who does not read English, and no guide", () => {
    const sizes = { "v1/texts-1-es.js": 200, "v1/texts-1-guide-el.js": 300 };
    const [, other] = report(sizes);
    expect(other?.files).toContain("v1/texts-1-es.js");
    expect(other).toMatchObject({ gzip: 500, budget: 22_528 });
  });

  test("counts a chunk that comes later with what it brings, and without what is there already", () => {
    const rows = Object.fromEntries(report({}).map((row) => [row.title, row]));
    expect(rows["widget/screens/qr-code.ts"]?.files).toEqual(["qr.js", "matrix.js"]);
    expect(rows["widget/screens/later.ts"]?.files).toEqual(["later.js"]);
    expect(rows["widget/codes/barcode.ts"]?.files).toEqual(["barcode.js"]);
  });

  test("leaves other entries out", () => {
    expect(report({}).map((row) => row.title)).not.toContain("widget/react.ts");
  });

  test("says so when the build has no such entry", () => {
    const sizeOf = () => ({ gzip: 1, brotli: 1 });
    const without = { manifest, entryFile: "other.js", texts, sizeOf };
    expect(() => reportSizes(without)).toThrow("no entry other.js");
    expect(() => reportSizes({ ...without, entryFile: "pay-checkout.js", texts: [] })).toThrow(
      "no languages",
    );
  });
});

test.each([
  ["the list can be used, in English", "lit.js", 20_480 - 200],
  ["v1/texts-1-guide-el.js", "v1/texts-1-guide-el.js", 2048],
  ["widget/screens/qr-code.ts", "qr.js", 9216 - 100],
  ["widget/codes/barcode.ts", "barcode.js", 4096],
])("%s may have its budget to the byte, and not a byte more", (title, file, most) => {
  expect(overBudget(report({ [file]: most }))).toEqual([]);
  expect(overBudget(report({ [file]: most + 1 })).map((row) => row.title)).toEqual([title]);
});

describe("reportConsole", () => {
  const built = manifestSchema.parse({
    "console.ts": { file: "console.js", isEntry: true, imports: ["_shared.js"] },
    "_shared.js": { file: "shared.js" },
    "screens/today.ts": { file: "today.js", imports: ["_shared.js"] },
    "screens/charts.ts": { file: "charts.js" },
    "i18n/load-en.ts": { file: "load-en.js" },
  });
  const sizeOf = () => ({ gzip: 100, brotli: 50 });

  test("counts the page, its style, its texts and the first screen once each, and no other screen", () => {
    const row = reportConsole({ manifest: built, sizeOf });
    expect(row.files.toSorted()).toEqual([
      "console.css",
      "console.js",
      "load-en.js",
      "shared.js",
      "today.js",
    ]);
    expect(row).toMatchObject({ gzip: 500, brotli: 250, budget: 61_440 });
  });

  test("says so when a part is missing", () => {
    const { "screens/today.ts": _, ...without } = built;
    expect(() => reportConsole({ manifest: without, sizeOf })).toThrow("no screens/today.ts");
  });
});
