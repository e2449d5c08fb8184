import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const tsc = join(root, "node_modules/typescript/bin/tsc");
let folder: string;

function compile(cwd: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, ...args], { cwd, encoding: "utf8" });
  return stdout + stderr;
}

/** The package as it is published, without the packages beside it: each project brings its own. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pay-checkout-test-"));
  const installed = join(folder, "pay-checkout");
  mkdirSync(installed);
  symlinkSync(join(root, "dist"), join(installed, "dist"));
  copyFileSync(join(root, "package.json"), join(installed, "package.json"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Project {
  readonly name: string;
  readonly jsx?: readonly string[];
  /** Packages by the names that the project imports. */
  readonly packages: Readonly<Record<string, string>>;
  /** Default: as a bundler resolves them. */
  readonly modules?: "nodenext";
  /** The declarations are checked, too, and not only used. */
  readonly isThorough?: boolean;
  readonly source: string;
}

const component = `
  import { useRef } from "react";
  import type { PayCheckout as Element } from "pay-checkout/element";
  import { PayCheckout } from "pay-checkout/react";
  export function Page() {
    const ref = useRef<Element>(null);
    return <PayCheckout bff="https://pay.example.com" clientToken="ct_1" ref={ref} className="wide" locale={undefined}
      method="store" noSubmit layout="accordion" hide="cancel" messages={{ es: { continue: "Seguir" }, "es-CL": { pay: "{amount}" } }}
      onPayBeforeStart={(event) => { event.detail.method satisfies string; event.preventDefault(); }}
      onPayStateChanged={({ detail }) => { detail.canSubmit satisfies boolean; ref.current?.select("store") satisfies boolean | undefined; ref.current?.submit(); }}
      onPayReady={(event) => event.detail.status satisfies string} onPayFailed={() => ref.current?.refresh()} onPayError={({ detail }) => detail.code satisfies string}
      onPaySucceeded={({ detail }) => detail.payment?.id satisfies string | undefined}>Pay</PayCheckout>;
  }
  // @ts-expect-error there is no such text
  export const unknown = <PayCheckout bff="https://pay.example.com" messages={{ contineu: "Go on" }} />;
  // @ts-expect-error there is no such text in a language
  export const foreign = <PayCheckout bff="https://pay.example.com" messages={{ es: { contineu: "Seguir" } }} />;
  // @ts-expect-error there is no such theme
  export const wrong = <PayCheckout bff="https://pay.example.com" theme="pink" />;
  // @ts-expect-error there is no such event
  export const other = <PayCheckout bff="https://pay.example.com" onPayed={() => undefined} />;
`;
const tag = (from: string) => `
  import "pay-checkout/types/${from}";
  export const one = <pay-checkout bff="https://pay.example.com" client-token="ct_1" clientToken="ct_1" theme="dark"
    method="store" no-submit layout="accordion" hide="cancel" messages={{ continue: "Go on" }}
    onpay-state-changed={(event) => event.detail.busy satisfies boolean}
    onpay-ready={(event) => event.detail.status satisfies string} />;
  // @ts-expect-error there is no such theme
  export const other = <pay-checkout theme="pink" />;
`;
const reactJsx = ["--jsx", "react-jsx"];
const reactTypes = { csstype: "csstype" };

/** A page that uses every part of the package. */
const page = `
  import { define, type PayCheckout } from "pay-checkout/element";
  import { PayCheckout as Component } from "pay-checkout/react";
  import type { BrowserSession } from "pay-checkout/contract";
  import "pay-checkout/types/jsx";
  define();
  const element: PayCheckout = document.createElement("pay-checkout");
  element.clientToken = "ct_1";
  element.addEventListener("pay-ready", (event) => event.detail.status satisfies BrowserSession["status"]);
  // @ts-expect-error there is no such theme
  element.theme = "pink";
  export const whole = <Component bff="https://pay.example.com" clientToken="ct_1" />;
`;
const newestReact = { ...reactTypes, "@types/react": "@types/react" };

const projects: readonly Project[] = [
  {
    name: "a page, as a bundler finds them",
    jsx: reactJsx,
    packages: newestReact,
    isThorough: true,
    source: page,
  },
  {
    name: "a page, as Node finds them",
    jsx: reactJsx,
    packages: newestReact,
    modules: "nodenext",
    isThorough: true,
    source: page,
  },
  {
    name: "React 19",
    jsx: reactJsx,
    packages: newestReact,
    source: component + tag("jsx"),
  },
  ...["18", "17"].map((version) => ({
    name: `React ${version}`,
    jsx: reactJsx,
    packages: {
      ...reactTypes,
      "@types/react": `@types/react-${version}`,
      "@types/prop-types": "@types/prop-types",
      "@types/scheduler": "@types/scheduler",
    },
    source: component + tag("jsx"),
  })),
  {
    name: "React 18, the classic way",
    jsx: ["--jsx", "react"],
    packages: {
      ...reactTypes,
      "@types/react": "@types/react-18",
      "@types/prop-types": "@types/prop-types",
    },
    source: `import * as React from "react"; ${component}${tag("jsx")}`,
  },
  {
    name: "Preact",
    jsx: [...reactJsx, "--jsxImportSource", "preact"],
    packages: { preact: "preact" },
    source: tag("preact"),
  },
  {
    name: "Solid",
    jsx: ["--jsx", "preserve", "--jsxImportSource", "solid-js"],
    packages: { "solid-js": "solid-js", csstype: "csstype" },
    source: `
      import "pay-checkout/types/solid";
      export const one = <pay-checkout bff="https://pay.example.com" attr:client-token="ct_1" prop:clientToken="ct_1"
        attr:no-submit="" prop:layout="accordion" prop:messages={{ continue: "Go on" }}
        on:pay-ready={(event) => event.detail.status satisfies string} />;
      // @ts-expect-error there is no such theme
      export const other = <pay-checkout theme="pink" />;`,
  },
  {
    name: "Vue",
    packages: { vue: "vue", "@vue": "@vue", "@babel": "@babel" },
    source: `
      import "pay-checkout/types/vue";
      import type { GlobalComponents } from "vue";
      type Props = InstanceType<GlobalComponents["pay-checkout"]>["$props"];
      export const one: Props = { clientToken: "ct_1", noSubmit: true, messages: { continue: "Go on" }, onPayReady: (event) => event.detail.status satisfies string };
      // @ts-expect-error there is no such theme
      export const other: Props = { theme: "pink" };`,
  },
  {
    name: "Svelte",
    packages: { svelte: "svelte" },
    source: `
      import "pay-checkout/types/svelte";
      import type { SvelteHTMLElements } from "svelte/elements";
      type Props = SvelteHTMLElements["pay-checkout"];
      export const one: Props = { clientToken: "ct_1", "no-submit": true, layout: "list", "onpay-ready": (event) => event.detail.status satisfies string };
      // @ts-expect-error there is no such theme
      export const other: Props = { theme: "pink" };`,
  },
  {
    name: "a merchant's own tests",
    packages: {},
    source: `
      import { mountPayCheckout, type SceneName, screenNames } from "pay-checkout/testing";
      const checkout = await mountPayCheckout({ screen: "code", session: { merchantName: "Cantina" }, theme: "dark", noSubmit: true, method: "store" });
      checkout.element.submit();
      (await checkout.pay()).detail.status satisfies string;
      export const all: readonly SceneName[] = screenNames;
      // @ts-expect-error there is no such screen
      await checkout.show("checkout");`,
  },
];

test.each(projects)("the package has types for $name", (project) => {
  const { name, jsx = [], packages, modules = "bundler", isThorough = false, source } = project;
  const place = join(folder, name.replaceAll(/\W+/g, "-"));
  const installed = join(place, "node_modules");
  const links = {
    ...packages,
    lit: "lit",
    "@lit": "@lit",
    "lit-html": "lit-html",
    "lit-element": "lit-element",
    zod: "zod",
    "@types/trusted-types": "@types/trusted-types",
  };
  for (const [as, from] of Object.entries(links)) {
    mkdirSync(dirname(join(installed, as)), { recursive: true });
    symlinkSync(join(root, "node_modules", from), join(installed, as));
  }
  symlinkSync(join(folder, "pay-checkout"), join(installed, "pay-checkout"));
  writeFileSync(join(place, "page.tsx"), source);
  writeFileSync(join(place, "package.json"), '{ "type": "module" }');
  const options = ["--noEmit", "--strict", "--preserveSymlinks", "--target", "es2024", "--types", ""];
  const module = modules === "bundler" ? "esnext" : modules;
  const resolved = ["--module", module, "--moduleResolution", modules];
  const checked = isThorough ? [] : ["--skipLibCheck"];
  const libraries = ["--lib", "es2025,dom,dom.iterable"];
  expect(compile(place, ...options, ...resolved, ...checked, ...libraries, ...jsx, "page.tsx")).toBe("");
});
