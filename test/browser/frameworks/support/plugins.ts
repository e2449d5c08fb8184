import { transformAsync } from "@babel/core";
import { compile } from "svelte/compiler";
import type { Plugin } from "vite";
import { compileScript, parse } from "vue/compiler-sfc";

/** Svelte's components. */
export function svelte(generate: "client" | "server"): Plugin {
  return {
    name: "svelte",
    transform: (code, id) =>
      id.endsWith(".svelte")
        ? compile(code, { generate, filename: id, dev: generate === "client" }).js
        : null,
  };
}

/** Vue's components. */
export function vue(isServer: boolean): Plugin {
  const compilerOptions = { isCustomElement: (tag: string) => tag === "pay-checkout" };
  return {
    name: "vue",
    transform: (code, id) => {
      if (!id.endsWith(".vue")) return null;
      const { descriptor } = parse(code, { filename: id, templateParseOptions: compilerOptions });
      const templateOptions = { ssr: isServer, ssrCssVars: [], compilerOptions };
      const { content } = compileScript(descriptor, { id, inlineTemplate: true, templateOptions });
      return { code: content, map: null };
    },
  };
}

/** Solid's JSX. */
export function solid(generate: "dom" | "ssr"): Plugin {
  return {
    name: "solid",
    enforce: "pre",
    transform: async (code, id) => {
      if (!id.endsWith(".jsx")) return null;
      const presets = [["babel-preset-solid", { generate, hydratable: true }]];
      const result = await transformAsync(code, { presets, filename: id, babelrc: false, configFile: false });
      return { code: result?.code ?? "", map: null };
    },
  };
}
