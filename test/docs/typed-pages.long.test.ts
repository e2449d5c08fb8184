/** The programs of docs/client.md and docs/embedding.md, against the types of the sources. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocksOf } from "./support/blocks.ts";

const root = join(import.meta.dirname, "../..");

/** What the reader has: variables of the environment, and Nest, which is not installed here. */
const around = `
declare global {
  namespace NodeJS {
    interface ProcessEnv { readonly PAY_URL: string; readonly PAY_API_KEY: string; readonly PAY_WEBHOOK_SECRET: string }
  }
  const AppModule: object;
  const NestFactory: { create(module: object): Promise<import("express").Express> };
}
export {};
`;

/** What TypeScript says of the programs, each by itself; empty when it is content. */
function compile(programs: readonly string[]): string {
  const parent = join(root, "node_modules/.cache");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "pages-"));
  try {
    const sources = [around, ...programs];
    for (const [index, text] of sources.entries()) writeFileSync(join(folder, `${index}.mts`), text);
    const config = {
      extends: join(root, "tsconfig.json"),
      compilerOptions: {
        typeRoots: [join(root, "node_modules/@types")],
        paths: { "pay-checkout/*": [join(root, "bff/*.ts")] },
      },
      files: sources.map((_, index) => `${index}.mts`),
      include: [],
      exclude: [],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    return spawnSync(process.execPath, [tsc, "-p", folder], { cwd: folder, encoding: "utf8" }).stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const textsOf = (page: string) => blocksOf("js").flatMap(({ file, text }) => (file === page ? [text] : []));

test("the programs of both pages have the types that the package has, and a mistake in one is noticed", () => {
  const client = textsOf("docs/client.md");
  const [mount = "", ...servers] = textsOf("docs/embedding.md");
  expect(client.length).toBe(4);
  expect(servers.length).toBe(4);
  // The client's blocks go on from one another; of the servers, each is one way.
  const programs = [client.join("\n"), ...servers.map((server) => `${mount}\n${server}`)];
  expect(compile(programs)).toBe("");
  const wrong = compile([client.join("\n").replace('status: "succeeded"', 'status: "paid"')]);
  expect(wrong).toContain('"paid"');
});
