import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { beforeAll, describe, expect, test } from "vitest";

const budgetBytes = 2048;
const folder = join(import.meta.dirname, "../../../widget/locales");

/** Bytes (gzip -9) of what a browser loads for one file: its chunk and the chunks that it imports. */
const sizes = new Map<string, number>();

/** Every file that is loaded on demand by itself; English is part of the first bundle. */
const files = ["", "guides/"].flatMap((inside) =>
  readdirSync(join(folder, inside))
    .filter((file) => file.endsWith(".ts") && file !== "messages.ts" && `${inside}${file}` !== "en.ts")
    .map((file) => `${inside}${file}`),
);

beforeAll(async () => {
  const input = Object.fromEntries(
    [...files, "en.ts"].map((file) => [file.replace(/\.ts$/, ""), join(folder, file)]),
  );
  const result = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      lib: { entry: input, formats: ["es"] },
      rolldownOptions: { output: { minify: true } },
    },
  });
  const outputs = [result].flat().flatMap((one) => ("output" in one ? one.output : []));
  const chunks = new Map<string, Rolldown.OutputChunk>();
  for (const output of outputs) if (output.type === "chunk") chunks.set(output.fileName, output);

  const reach = (name: string, found: Set<string>): Set<string> => {
    if (found.has(name)) return found;
    found.add(name);
    for (const next of chunks.get(name)?.imports ?? []) reach(next, found);
    return found;
  };
  // What the first bundle brings, no later chunk has to bring again.
  const start = reach("en.js", new Set());
  for (const [name, chunk] of chunks) {
    if (!chunk.isEntry) continue;
    const needed = [...reach(name, new Set())].filter((one) => !start.has(one));
    const bytes = needed.map((one) => gzipSync(chunks.get(one)?.code ?? "", { level: 9 }).length);
    sizes.set(
      `${chunk.name}.ts`,
      bytes.reduce((sum, size) => sum + size, 0),
    );
  }
});

describe("each language file, minified, with what it imports", () => {
  test.each(files)("%s is at most 2 kB in gzip -9", (file) => {
    const size = sizes.get(file);
    expect(size).toBeGreaterThan(100);
    expect(size).toBeLessThanOrEqual(budgetBytes);
  });
});
