import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { z } from "zod";
import { solid, svelte, vue } from "./plugins.ts";

const root = join(import.meta.dirname, "../../../..");
const pages = join(import.meta.dirname, "../pages");
const madeFolder = join(root, ".cache/frameworks");

/** A framework, and how its users bundle a page. */
export interface Framework {
  readonly name: string;
  /** A file of `pages/` with `start` for the browser. */
  readonly client: string;
  /** A file of `pages/` with `renderPage` for a server. */
  readonly server: string;
  /** The component that both show: a file of `pages/`, or a whole path. */
  readonly page: string;
  /** The package from which JSX takes its functions. */
  readonly jsx?: string;
  /** Packages that are installed under another name, because there are several versions of them. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly isSolid?: boolean;
  /** Our own component: it hears "pay-ready" although the session came before the framework, and stops listening. */
  readonly isOurs?: boolean;
  /** Calls no handler of a tag that it has hydrated. */
  readonly isDeafHydrated?: boolean;
}

/** Bundles a page as a user of the framework would, in its development mode, which also says what it finds wrong. */
async function bundle(framework: Framework, entry: string, isServer: boolean): Promise<string> {
  const { page, jsx = "react", aliases = {}, isSolid = false } = framework;
  const result = await build({
    configFile: false,
    root,
    mode: "development",
    logLevel: "error",
    define: {
      "process.env.NODE_ENV": '"development"',
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_OPTIONS_API__: "true",
    },
    plugins: [
      svelte(isServer ? "server" : "client"),
      vue(isServer),
      ...(isSolid ? [solid(isServer ? "ssr" : "dom")] : []),
    ],
    resolve: {
      alias: {
        "pay-checkout/react": join(root, "dist/widget/react.js"),
        "pay-checkout/element": join(root, "dist/widget/element.js"),
        "virtual:page": page.startsWith("/") ? page : join(pages, page),
        ...aliases,
      },
    },
    ...(isSolid
      ? {}
      : { oxc: { jsx: { runtime: "automatic", importSource: jsx }, decorator: { legacy: true } } }),
    ssr: { noExternal: true },
    build: {
      ssr: isServer,
      write: false,
      minify: false,
      target: "esnext",
      rolldownOptions: {
        input: join(pages, entry),
        preserveEntrySignatures: "strict",
        output: { codeSplitting: false },
      },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  if (first === undefined || !("output" in first)) throw new Error("the bundle was not built");
  return first.output[0].code;
}

export const bundleForBrowser = (framework: Framework): Promise<string> =>
  bundle(framework, framework.client, false);

export interface ServerPage {
  readonly head: string;
  /** The page's body, in which the framework has the element `#app`. */
  readonly render: (props: Readonly<Record<string, unknown>>) => Promise<string>;
}

const serverModule = z.object({
  head: z.string().default(""),
  /** What must be at the top of the body. */
  bodyStart: z.string().default(""),
  renderPage: z.custom<(props: object) => string | Promise<string>>((value) => typeof value === "function"),
});

/** Writes a file that only this process uses, and returns its path. */
export async function writeMade(name: string, text: string): Promise<string> {
  await mkdir(madeFolder, { recursive: true });
  const file = join(madeFolder, `${process.pid}-${name}`);
  await writeFile(file, text);
  return file;
}

/** The page as a server of the framework renders it, in this process. */
export async function bundleForServer(framework: Framework): Promise<ServerPage> {
  const code = await bundle(framework, framework.server, true);
  const file = await writeMade(`${framework.name.replaceAll(/\W+/g, "-")}.mjs`, code);
  const made = serverModule.parse(await import(/* @vite-ignore */ pathToFileURL(file).href));
  const { head, bodyStart, renderPage } = made;
  return { head, render: async (props) => `${bodyStart}<div id="app">${await renderPage(props)}</div>` };
}
