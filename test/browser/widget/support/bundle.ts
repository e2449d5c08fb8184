import { build, type Plugin } from "vite";

/**
 * Bundles a page's script that uses a framework, as the framework's users would.
 * @param source the entry; its imports are those of this repository's packages
 */
export async function bundle(source: string, plugins: Plugin[] = []): Promise<string> {
  const entry: Plugin = {
    name: "entry",
    resolveId: (id) => (id === "virtual:entry.js" ? id : null),
    load: (id) => (id === "virtual:entry.js" ? source : null),
  };
  const result = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [entry, ...plugins],
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      minify: false,
      target: "esnext",
      rolldownOptions: { input: "virtual:entry.js", output: { codeSplitting: false } },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  if (first === undefined || !("output" in first)) throw new Error("the bundle was not built");
  const [chunk] = first.output;
  return chunk.code;
}
