/**
 * Bundles the BFF with its libraries. The bundle starts in half the time and uses a fifth less memory than a hundred
 * modules do (measured; docs/performance.md). It keeps all names and has source maps, so that a log names the classes,
 * functions and lines of the sources.
 */
import { join } from "node:path";
import { build } from "vite";
import { writeLicences } from "../widget/build/licences.ts";

/**
 * Writes `cli.js`, `contract.js`, `server.js`, `client.js`, `THIRD-PARTY-LICENSES.txt` and the chunks they load.
 *
 * @param root the repository.
 * @param folder exactly two levels below the root, because package-files.ts relies on that.
 */
export async function bundleBff(root: string, folder = "dist/bff"): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [writeLicences("THIRD-PARTY-LICENSES.txt")],
    mode: "production",
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: true,
      target: "node24",
      outDir: join(root, folder),
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          cli: join(root, "bff/cli.ts"),
          contract: join(root, "bff/contract.ts"),
          server: join(root, "bff/server.ts"),
          client: join(root, "bff/client.ts"),
        },
        // The chunks lie beside the entries, because package-files.ts finds the package relative to its own file.
        output: {
          format: "esm",
          entryFileNames: "[name].js",
          chunkFileNames: "[name]-[hash].js",
          // Of two classes of one name, the bundler renames the second.
          keepNames: true,
          // Places are enough: the sources themselves would cost memory.
          sourcemapExcludeSources: true,
        },
      },
    },
  });
}
