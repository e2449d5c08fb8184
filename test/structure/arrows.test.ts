import { describe, expect, test } from "vitest";
import { z } from "zod";
import { findWrongArrows } from "./arrows.ts";
import { readImports } from "./read-imports.ts";
import { listFiles, readText } from "./repository.ts";

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  bundled: z.array(z.string()),
});
const read = manifest.parse(JSON.parse(readText("package.json")));
/** What an installed package has beside it, or in itself. */
const dependencies = new Set([...Object.keys(read.dependencies), ...read.bundled]);

function judge(file: string, text: string): string[] {
  return findWrongArrows({ file, imports: readImports(file, text), dependencies });
}

describe("a wrong arrow is caught:", () => {
  test.each([
    ["core → anything of ours", "bff/core/money.ts", 'import { a } from "../storage/payments.ts";'],
    ["core → the contract, even its types", "bff/core/money.ts", 'import type { A } from "../contract.ts";'],
    ["services → http", "bff/services/start-payment.ts", 'import { a } from "../http/browser.ts";'],
    [
      "services → a provider",
      "bff/services/start-payment.ts",
      'import { a } from "../providers/paypro/adapter.ts";',
    ],
    [
      "services → the registry",
      "bff/services/start-payment.ts",
      'import { a } from "../providers/registry.ts";',
    ],
    ["services → jobs", "bff/services/start-payment.ts", 'import { a } from "../jobs/loop.ts";'],
    ["http → storage", "bff/http/merchant.ts", 'import { a } from "../storage/payments.ts";'],
    [
      "http → a provider's types",
      "bff/http/callbacks.ts",
      'import type { A } from "../providers/cxpay/wire.ts";',
    ],
    ["http → config, beyond its types", "bff/http/merchant.ts", 'import { a } from "../config.ts";'],
    ["storage → services", "bff/storage/payments.ts", 'import { a } from "../services/views.ts";'],
    ["jobs → http", "bff/jobs/loop.ts", 'import { a } from "../http/middleware/limits.ts";'],
    ["webhooks → storage", "bff/webhooks/send.ts", 'import { a } from "../storage/events.ts";'],
    ["a provider → another", "bff/providers/paypro/adapter.ts", 'import { a } from "../cxpay/signature.ts";'],
    ["a provider → the registry", "bff/providers/paypro/adapter.ts", 'import { a } from "../registry.ts";'],
    [
      "a provider → core beyond money",
      "bff/providers/paypro/wire.ts",
      'import { a } from "../../core/clock.ts";',
    ],
    [
      "a provider → storage",
      "bff/providers/paypro/wire.ts",
      'import { a } from "../../storage/payments.ts";',
    ],
    ["signing → a provider", "bff/providers/signing/md5.ts", 'import { a } from "../paypro/wire.ts";'],
    ["parsing → signing", "bff/providers/parsing/form.ts", 'import { a } from "../signing/aes.ts";'],
    ["signing → code of parsing", "bff/providers/signing/md5.ts", 'import { a } from "../parsing/form.ts";'],
    ["the programs → a provider", "bff/app.ts", 'import { a } from "./providers/paypro/adapter.ts";'],
    ["the widget → code of the BFF", "widget/api.ts", 'import { a } from "../bff/contract.ts";'],
    ["the widget → code, with types inside", "widget/api.ts", 'import { type A } from "../bff/contract.ts";'],
    [
      "services → behind the public contract",
      "bff/services/views/payment.ts",
      'import { a } from "../../contract/payment.ts";',
    ],
    ["the programs → behind the public contract", "bff/app.ts", 'import { a } from "./contract/payment.ts";'],
    [
      "the widget → types behind the contract",
      "widget/api.ts",
      'import type { A } from "../bff/contract/browser.ts";',
    ],
    [
      "services → behind the providers' contract",
      "bff/services/payments/x.ts",
      'import type { A } from "../../providers/contract/payment.ts";',
    ],
    [
      "a provider → behind the providers' contract",
      "bff/providers/paypro/adapter.ts",
      'import type { A } from "../contract/payment.ts";',
    ],
    [
      "the registry → behind the providers' contract",
      "bff/providers/registry.ts",
      'import type { A } from "./contract/provider.ts";',
    ],
    ["the widget → other types", "widget/api.ts", 'import type { A } from "../bff/core/money.ts";'],
    ["the shop → the BFF", "demo/shop/server.ts", 'import { a } from "../../bff/contract.ts";'],
    [
      "the sandbox → what it is to check",
      "demo/sandbox/main.ts",
      'import { a } from "../../bff/core/money.ts";',
    ],
    ["product code → tests", "bff/app.ts", 'import { a } from "../test/support/postgres.ts";'],
    ["SQL outside storage", "bff/services/start-payment.ts", 'import { sql } from "kysely";'],
    ["SQL's types outside storage", "bff/app.ts", 'import type { Kysely } from "kysely";'],
    ["PostgreSQL outside storage", "bff/jobs/loop.ts", 'import pg from "pg";'],
    [
      "SQLite outside storage",
      "bff/services/start-payment.ts",
      'export const a = () => import("node:sqlite");',
    ],
    ["a package that is not installed with ours", "bff/app.ts", 'import { test } from "vitest";'],
    ["a scoped one", "widget/react.ts", 'import { a } from "@lit/nothing/deep";'],
    ["a re-export", "bff/core/money.ts", 'export { a } from "../storage/payments.ts";'],
    [
      "an import that only shows when it runs",
      "bff/app.ts",
      "export const a = (name: string) => import(name);",
    ],
    ["a file that is nowhere in the layout", "bff/helpers/misc.ts", 'import "node:fs";'],
  ])("%s", (_arrow, file, text) => {
    expect(judge(file, text)).toEqual([expect.stringContaining(file)]);
  });
});

describe("a right arrow is not:", () => {
  test.each([
    ["services → storage", "bff/services/start-payment.ts", 'import { a } from "../storage/payments.ts";'],
    [
      "services → the providers' contract",
      "bff/services/x.ts",
      'import type { A } from "../providers/contract.ts";',
    ],
    ["the contract → its parts", "bff/contract.ts", 'export * from "./contract/payment.ts";'],
    ["a part of the contract → another", "bff/contract/session.ts", 'import { a } from "./payment.ts";'],
    [
      "the providers' contract → its parts",
      "bff/providers/contract.ts",
      'export type * from "./contract/payment.ts";',
    ],
    ["http → services", "bff/http/merchant.ts", 'import { a } from "../services/create-session.ts";'],
    ["a provider → itself", "bff/providers/paypro/adapter.ts", 'import { a } from "./wire.ts";'],
    ["a provider → money", "bff/providers/paypro/wire.ts", 'import { a } from "../../core/money.ts";'],
    ["the registry → a provider", "bff/providers/registry.ts", 'import { a } from "./paypro/adapter.ts";'],
    [
      "the widget → the contract's types",
      "widget/screens/code.ts",
      'import type { A } from "../../bff/contract.ts";',
    ],
    ["storage → SQL", "bff/storage/migrations/0001.ts", 'import { sql } from "kysely";'],
    ["a dependency's inner path", "bff/http/callbacks.ts", 'import express from "express/lib/x.js";'],
  ])("%s", (_arrow, file, text) => {
    expect(judge(file, text)).toEqual([]);
  });
});

test("every import of the product points the way the architecture says", () => {
  const files = listFiles().filter(
    (file) => /^(bff|widget|demo)\/.*\.tsx?$/.test(file) && !file.endsWith(".d.ts"),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((file) => judge(file, readText(file)))).toEqual([]);
});
