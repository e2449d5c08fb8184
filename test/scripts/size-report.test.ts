import { describe, expect, test } from "vitest";
import { manifestSchema, overBudget, reportSizes } from "../../scripts/size-report.ts";

const manifest = manifestSchema.parse({
  "widget/pay-checkout.ts": {
    file: "pay-checkout.js",
    isEntry: true,
    imports: ["_shared.js"],
    dynamicImports: ["widget/locales/es.ts"],
  },
  "_shared.js": { file: "shared.js", imports: ["_lit.js"], dynamicImports: ["widget/screens/qr-code.ts"] },
  "_lit.js": { file: "lit.js", imports: ["_shared.js"] },
  "widget/locales/es.ts": { file: "es.js", isDynamicEntry: true, imports: ["_shared.js"] },
  "widget/screens/qr-code.ts": {
    file: "qr.js",
    imports: ["_matrix.js"],
    dynamicImports: ["widget/codes/barcode.ts"],
  },
  "_matrix.js": { file: "matrix.js" },
  "widget/codes/barcode.ts": { file: "barcode.js" },
  "widget/react.ts": { file: "react.js", isEntry: true, imports: ["_shared.js"] },
});

function report(sizes: Record<string, number>) {
  const sizeOf = (file: string) => ({ gzip: sizes[file] ?? 100, brotli: 50 });
  return reportSizes({ manifest, entryFile: "pay-checkout.js", sizeOf });
}

describe("reportSizes", () => {
  test("counts the entry with all it imports at once, over any number of steps", () => {
    const [start] = report({});
    expect(start?.files.toSorted()).toEqual(["lit.js", "pay-checkout.js", "shared.js"]);
    expect(start).toMatchObject({ gzip: 300, brotli: 150, budget: 20_480 });
  });

  test("counts a chunk that comes later with what it brings, and without what is there already", () => {
    const rows = Object.fromEntries(report({}).map((row) => [row.title, row]));
    expect(rows["widget/screens/qr-code.ts"]?.files).toEqual(["qr.js", "matrix.js"]);
    expect(rows["widget/locales/es.ts"]?.files).toEqual(["es.js"]);
    expect(rows["widget/codes/barcode.ts"]?.files).toEqual(["barcode.js"]);
  });

  test("leaves other entries out", () => {
    expect(report({}).map((row) => row.title)).not.toContain("widget/react.ts");
  });

  test("says so when the build has no such entry", () => {
    const sizeOf = () => ({ gzip: 1, brotli: 1 });
    expect(() => reportSizes({ manifest, entryFile: "other.js", sizeOf })).toThrow("no entry other.js");
  });
});

test.each([
  ["before the methods are usable", "lit.js", 20_480 - 200],
  ["widget/locales/es.ts", "es.js", 2048],
  ["widget/screens/qr-code.ts", "qr.js", 9216 - 100],
  ["widget/codes/barcode.ts", "barcode.js", 4096],
])("%s may have its budget to the byte, and not a byte more", (title, file, most) => {
  expect(overBudget(report({ [file]: most }))).toEqual([]);
  expect(overBudget(report({ [file]: most + 1 })).map((row) => row.title)).toEqual([title]);
});
