/** The package as npm packs it, installed in projects that have nothing else. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeProject, removeProjects } from "./support/packed.ts";
import { accountAt } from "./support/server.ts";
import { commonJs, configurations, page, requests, usage } from "./support/usages.ts";

const root = join(import.meta.dirname, "../..");
const tsc = join(root, "node_modules/typescript/bin/tsc");
let plain: string;

beforeAll(() => {
  plain = makeProject();
});
afterAll(removeProjects);

function runNode(project: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
}

/** Runs the text as a module of the project. */
function runModule(project: string, text: string) {
  writeFileSync(join(project, "program.js"), text);
  return runNode(project, "program.js");
}

test("publint finds nothing in it", async () => {
  const { messages } = await publint({ pkgDir: join(plain, "node_modules/pay-checkout"), pack: false });
  expect(messages).toEqual([]);
});

test("it holds what is built, the licence and the pages that npm shows, and no sources", () => {
  expect(readdirSync(join(plain, "node_modules/pay-checkout")).sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist",
    "package.json",
  ]);
});

test("its command runs on its own", () => {
  const { status, stdout } = runNode(plain, "node_modules/pay-checkout/dist/bff/cli.js", "keys", "chainup");
  expect(status).toBe(0);
  expect(stdout).toContain("privateKey");
});

describe("in Node,", () => {
  test("every part without React can be imported, and the element registers nothing", () => {
    const text = `
      import * as whole from "pay-checkout";
      import * as element from "pay-checkout/element";
      import * as testing from "pay-checkout/testing";
      import * as contract from "pay-checkout/contract";
      import { createClient } from "pay-checkout/client";
      import { createCheckout } from "pay-checkout/server";
      // Lit brings a registry of its own to Node.
      console.log(whole.define === element.define, typeof globalThis.customElements?.get("pay-checkout"), typeof testing.mountPayCheckout,
        Object.keys(contract).length > 0, typeof createClient, typeof createCheckout);`;
    expect(runModule(plain, text)).toMatchObject({
      stdout: "true undefined function true function function\n",
      stderr: "",
    });
  });

  test("the component for React renders the tag", () => {
    const project = makeProject(["react", "react-dom"]);
    const text = `
      import { createElement } from "react";
      import { renderToStaticMarkup } from "react-dom/server";
      import { PayCheckout } from "pay-checkout/react";
      console.log(renderToStaticMarkup(createElement(PayCheckout, { bff: "https://pay.example.com", clientToken: "ct_1" })));`;
    const { stdout, stderr } = runModule(project, text);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^<pay-checkout [^>]*><\/pay-checkout>\n$/);
  });

  test("a program of CommonJS can require the client and the server", () => {
    writeFileSync(
      join(plain, "program.cjs"),
      `console.log(typeof require("pay-checkout/client").createClient, typeof require("pay-checkout/server").createCheckout);`,
    );
    expect(runNode(plain, "program.cjs")).toMatchObject({ stdout: "function function\n", stderr: "" });
  });

  test("the client talks to the checkout that the same program has mounted, whose widget and hosted page are there", () => {
    const text = `
      import { createServer } from "node:http";
      import { CheckoutError, createClient } from "pay-checkout/client";
      import { createCheckout } from "pay-checkout/server";
      const server = createServer();
      await new Promise((done) => server.listen(0, "127.0.0.1", done));
      const url = "http://127.0.0.1:" + server.address().port + "/pay";
      const apiKey = "sk_sandbox_of_a_program";
      const checkout = await createCheckout({
        environment: "sandbox", publicUrl: url, database: { url: "sqlite:packed.db" },
        merchant: { name: "Cantina", apiKeys: [{ id: "shop", secret: apiKey }], allowedOrigins: ["http://127.0.0.1:8080"] },
        network: { allowPrivateAddresses: true },
        accounts: [${JSON.stringify(accountAt("http://127.0.0.1:9"))}],
      }, { logger: { info() {}, warn: (fields, message) => console.log(message), error: (fields, message) => console.log(message) } });
      server.on("request", checkout.handler);
      await checkout.start();
      const pay = createClient({ baseUrl: url, apiKey });
      const made = await pay.sessions.create({ amount: { value: "150.00", currency: "MXN" }, reference: "order-1", returnUrl: "http://127.0.0.1:8080/" });
      const found = [];
      for await (const one of pay.sessions.list()) found.push(one.id === made.id);
      const refused = await pay.sessions.get("cs_of_nobody").catch((error) => error instanceof CheckoutError && error.status);
      const statuses = [];
      for (const path of ["/widget/v1/pay-checkout.js", "/pay", "/healthz"]) statuses.push((await fetch(url + path)).status);
      console.log(JSON.stringify({ status: made.status, found, refused, statuses }));
      await checkout.stop();
      server.closeAllConnections();
      server.close();`;
    const { stdout, stderr, status } = runModule(plain, text);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(JSON.parse(stdout)).toEqual({
      status: "requires_payment_method",
      found: [true],
      refused: 404,
      statuses: [200, 200, 200],
    });
    expect(existsSync(join(plain, "packed.db"))).toBe(true);
  });
});

test.each([
  ["nodenext", "nodenext"],
  ["bundler", "esnext"],
])("its types hold, checked to the last declaration, with moduleResolution %s", (resolution, module) => {
  const packages = ["@types/node", "undici-types", "@types/trusted-types"];
  const project = makeProject(packages);
  const programs = new Map([
    ["usage.ts", usage],
    ["page.ts", page],
    ["requests.ts", requests],
    ["configurations.ts", configurations],
    ...(resolution === "nodenext" ? ([["common.cts", commonJs]] as const) : []),
  ]);
  for (const [name, text] of programs) writeFileSync(join(project, name), text);
  const options = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2024"];
  const resolved = ["--module", module, "--moduleResolution", resolution, "--types", "node"];
  const libraries = ["--lib", "es2025,dom,dom.iterable"];
  const { stdout } = runNode(project, tsc, ...options, ...resolved, ...libraries, ...programs.keys());
  expect(stdout).toBe("");
});
